using System;
using System.IO;
using System.Linq;

namespace FcnGen.Programs.Tests.Support;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("fcn-tests-").FullName;

    /// <summary>A path inside.</summary>
    public string this[params string[] parts] => Path.Combine([_path, .. parts]);

    /// <summary>Every file inside, relative and sorted.</summary>
    public string[] Files(params string[] parts)
    {
        string folder = this[parts];
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)]
            : [];
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
