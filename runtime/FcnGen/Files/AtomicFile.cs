using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading;

namespace FcnGen;

/// <summary>
/// Writes files so that a reader sees the old content or the new, never a part: to a temporary file in the same folder, to the disk, then
/// renamed. Of two processes that write the same file at once, one wins with the whole of its content. A replaced file keeps its
/// permissions. Only regular files are replaced: a link, a folder, a pipe, a device or a write-protected file at that place is an error.
/// </summary>
public static partial class AtomicFile
{
    /// <summary>Replaces a file by what <paramref name="write"/> puts into the stream. The folder is made if it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Called once.</param>
    /// <exception cref="OutputFileException">
    /// The folder or the file cannot be written, or something else than a regular file is there; an earlier file of that name is unchanged.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            FileStatus? earlier = CheckTarget(path);
            string folder = FolderOf(path);
            Directory.CreateDirectory(folder);
            using var temporary = new TemporaryFile(folder, earlier?.Mode);
            write(temporary.Stream);
            temporary.Complete();
            // Once more: writing may have taken long.
            CheckTarget(path);
            temporary.Rename(path);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw Failed(path, error);
        }
    }

    /// <summary>Replaces a text file (UTF-8 without a byte-order mark).</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="OutputFileException">The file cannot be written.</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Finds out whether a file can be written at a place, without changing what is there: makes the folder if it is missing, and a
    /// temporary file in it. For programs, before long work starts.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="OutputFileException">It could not be written.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            CheckTarget(path);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw Failed(path, error);
        }

        RequireWritableFolder(FolderOf(path));
    }

    /// <summary>
    /// Finds out whether files can be written into a folder: makes it if it is missing, and a temporary file in it that goes away at once.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="OutputFileException">They cannot.</exception>
    public static void RequireWritableFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            Directory.CreateDirectory(folder);
            new TemporaryFile(folder, null).Dispose();
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw new OutputFileException($"Cannot write into the folder {folder}: {error.Message} Choose a folder that can be written and has space left.", error);
        }
    }

    private static FileStatus? CheckTarget(string path)
    {
        FileStatus? target = FileStatus.Of(path, followLink: false);
        if (target is not { } status) return null;
        if (status.Kind == FileKind.Link)
        {
            string to = new FileInfo(path).LinkTarget ?? "another place";
            throw new OutputFileException($"Cannot write {path}: it is a link to {to}, and outputs follow no links. Name the file itself, or delete the link.");
        }

        if (status.Kind != FileKind.Regular) throw new OutputFileException($"Cannot write {path}: it is {status.KindText}, not a file. Choose another name.");
        if (status.IsWriteProtected) throw new OutputFileException($"Cannot write {path}: the file that is there is write-protected. Choose another name, or allow writing it.");
        return target;
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new OutputFileException($"Cannot write {path}: it is a folder. Name a file in it.");

    private static bool IsOfFiles(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException;

    private static OutputFileException Failed(string path, Exception error) =>
        new($"Cannot write {path}: {error.Message} Choose a folder that can be written and has space left.", error);
}

/// <summary>
/// A file that is being written, under a name that nobody can foresee, in the folder where it will get its own name. It is created, never
/// opened: a file or link that is there already is left alone. It goes away when it is disposed of before it is renamed.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    // Hidden from listings and from readers of data sets.
    public const string Prefix = ".fcngen-", Suffix = ".partial";

    /// <summary>Hexadecimal digits of a name.</summary>
    public const int Digits = 32;

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

    public static void TryDelete(string path)
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
