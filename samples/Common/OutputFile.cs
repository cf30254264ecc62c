using System;
using System.IO;

namespace FcnGen.Samples;

/// <summary>Writes files to a temporary name first, so that a file that exists is always whole.</summary>
public static class OutputFile
{
    /// <summary>Calls <paramref name="write"/> with a temporary path in the same folder and renames the result.</summary>
    public static void Write(string path, Action<string> write)
    {
        string temporary = path + ".tmp";
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Creates a folder and makes sure that files can be written there, before any long work starts.</summary>
    /// <exception cref="ProgramException">They cannot.</exception>
    public static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, ".write-probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ProgramException($"Cannot write into the output folder \"{folder}\": {cause.Message} Choose another folder.", cause);
        }
    }

    /// <summary>As <see cref="PrepareFolder"/> for the folder that a file goes to.</summary>
    /// <exception cref="ProgramException">Files cannot be written there.</exception>
    public static void PrepareFolderOf(string path)
    {
        if (Directory.Exists(path)) throw new ProgramException($"The output \"{path}\" is a folder; a file name is needed.");
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null) PrepareFolder(folder);
    }
}
