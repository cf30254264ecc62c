using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;

namespace FcnGen;

/// <summary>
/// A file that is being written, under a name that nobody can foresee, in the folder where it will get its own name. It is created, never
/// opened: a file or link that is there already is left alone. It goes away when it is disposed of before it is renamed.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    // Hidden from listings and from readers of data sets.
    private const string Prefix = ".fcngen-", Suffix = ".partial";
    private const int Digits = 32;

    private static readonly TimeSpan s_young = TimeSpan.FromMinutes(1);
    private readonly string _path;
    private readonly UnixFileMode? _mode;
    private bool _flushed, _renamed;

    /// <summary>Creates the file.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="mode">Permissions that it gets when it is complete; null for those of any new file.</param>
    public TemporaryFile(string folder, UnixFileMode? mode)
    {
        _path = Path.Combine(folder, Prefix + RandomNumberGenerator.GetHexString(Digits, lowercase: true) + Suffix);
        _mode = mode;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 1 << 16 };
        // Nobody reads what replaces a private file before it is as private.
        if (mode is not null && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Stream = new FileStream(_path, options);
    }

    public FileStream Stream { get; }

    /// <summary>Closes the file.</summary>
    /// <param name="flushToDisk">Whether it must survive a power cut from here on.</param>
    public void Complete(bool flushToDisk = true)
    {
        if (_mode is { } mode && !OperatingSystem.IsWindows()) File.SetUnixFileMode(Stream.SafeFileHandle, mode);
        Stream.Flush(flushToDisk);
        _flushed = flushToDisk;
        Stream.Dispose();
    }

    /// <summary>Gives the complete file its name, in place of a file that has it.</summary>
    public void Rename(string path)
    {
        // Windows refuses while another process replaces the same file or looks at it; that passes.
        const int attempts = 20;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(_path, path, overwrite: true);
                break;
            }
            catch (Exception error) when (OperatingSystem.IsWindows() && attempt < attempts && error is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(attempt);
            }
        }

        _renamed = true;
        if (_flushed && !OperatingSystem.IsWindows()) UnixFiles.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_renamed) return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // What did not fit onto a full disk is not wanted any more.
        }

        TryDelete(_path);
    }

    public static void RemoveOrphans(string folder)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*" + Suffix))
            {
                if (IsOrphan(path)) TryDelete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // They cost disk space and nothing else.
        }
    }

    private static bool IsOrphan(string path)
    {
        ReadOnlySpan<char> digits = Path.GetFileName(path.AsSpan())[Prefix.Length..^Suffix.Length];
        if (digits.Length != Digits || digits.ContainsAnyExcept("0123456789abcdef")) return false;
        try
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < s_young) return false;
            if (FileStatus.Of(path, followLink: false) is not { Kind: FileKind.Regular, Names: 1 } status) return false;
            if (!OperatingSystem.IsWindows() && status.Owner != UnixFiles.User) return false;
            // A process that still writes it holds it for itself.
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another error led here, or it is a leftover.
        }
    }
}
