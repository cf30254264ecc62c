using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace FcnGen;

/// <summary>What a name of the file system stands for.</summary>
internal enum FileKind
{
    Regular,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
}

/// <summary>What the file system says of a file: more than .NET tells, and the same for all systems.</summary>
internal readonly record struct FileStatus
{
    public FileKind Kind { get; init; }

    /// <summary>Which file it is, whatever it is called.</summary>
    public FileIdentity Identity { get; init; }

    /// <summary>The user's number on Unix; 0 on Windows.</summary>
    public uint Owner { get; init; }

    /// <summary>Permissions on Unix. On Windows, those of the owner alone, after the read-only attribute.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>Names that the file has.</summary>
    public uint Names { get; init; }

    /// <summary>True if nobody may write it.</summary>
    public bool IsWriteProtected => (Mode & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    /// <summary>In words, with an article.</summary>
    public string KindText => Kind switch
    {
        FileKind.Regular => "a file",
        FileKind.Folder => "a folder",
        FileKind.Link => "a link",
        FileKind.Pipe => "a pipe (FIFO)",
        FileKind.Socket => "a socket",
        _ => "a device",
    };

    /// <summary>Asks about a path, without opening the file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLink">For a link: whether to ask about what it leads to.</param>
    /// <returns>Null if there is nothing of that name.</returns>
    /// <exception cref="IOException">The system does not say.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way is closed to this user.</exception>
    public static FileStatus? Of(string path, bool followLink = true)
    {
        // .NET takes ".." for the folder before it in the text, not for that of a link's target; so does everything here.
        string full = Path.GetFullPath(path);
        return OperatingSystem.IsWindows() ? WindowsFiles.StatusOf(full, followLink) : UnixFiles.StatusOf(full, followLink);
    }

    /// <summary>Asks about an open file.</summary>
    /// <exception cref="IOException">The system does not say.</exception>
    public static FileStatus Of(SafeFileHandle file) =>
        OperatingSystem.IsWindows() ? WindowsFiles.StatusOf(file) : UnixFiles.StatusOf(file);
}
