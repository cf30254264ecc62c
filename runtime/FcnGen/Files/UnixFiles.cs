using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FcnGen;

/// <summary>The calls of Linux and macOS that .NET does not offer.</summary>
internal static unsafe partial class UnixFiles
{
    private const int MissingEntry = 2, Interrupted = 4, AccessDenied = 13, NotAFolder = 20;

    // Both systems' structures are smaller.
    private const int StatusBytes = 256;

    private static readonly bool s_mac = OperatingSystem.IsMacOS();

    /// <summary>The number of the user whose files this process creates.</summary>
    public static uint User => GetEffectiveUser();

    public static FileStatus? StatusOf(string path, bool followLink)
    {
        byte* status = stackalloc byte[StatusBytes];
        int result = s_mac
            ? (followLink ? MacStat(path, status) : MacLinkStat(path, status))
            : StatX(WorkingFolder, path, followLink ? 0 : NoFollow, BasicStatus, status);
        if (result == 0) return Read(status);
        int error = Marshal.GetLastPInvokeError();
        return error is MissingEntry or NotAFolder ? null : throw Error(error);
    }

    public static FileStatus StatusOf(SafeFileHandle file)
    {
        byte* status = stackalloc byte[StatusBytes];
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            int number = (int)file.DangerousGetHandle();
            int result = s_mac ? MacHandleStat(number, status) : StatX(number, "", EmptyPath, BasicStatus, status);
            return result == 0 ? Read(status) : throw Error(Marshal.GetLastPInvokeError());
        }
        finally
        {
            if (held) file.DangerousRelease();
        }
    }

    /// <summary>Opens a file for reading. A pipe without a writer is opened too, instead of waited for: ask for the kind afterwards.</summary>
    public static SafeFileHandle OpenForReading(string path, bool followLink = true)
    {
        // Not blocking, closed in child processes, never the controlling terminal. Numbers differ per system and architecture.
        int flags = s_mac ? 0x4 | 0x1000000 | 0x20000 : 0x800 | 0x80000 | 0x100;
        if (!followLink) flags |= s_mac ? 0x100 : RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;
        while (true)
        {
            int number = Open(path, flags);
            if (number >= 0) return new SafeFileHandle(number, ownsHandle: true);
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw Error(error);
        }
    }

    /// <summary>Brings the names of a folder to the disk, so that a renamed file is there after a power cut; does what the system allows.</summary>
    public static void FlushFolder(string folder)
    {
        int number = Open(folder, s_mac ? 0x1000000 : 0x80000);
        if (number < 0) return;
        _ = Flush(number);
        _ = Close(number);
    }

    private static FileStatus Read(byte* status) => s_mac ? ReadMac(status) : ReadLinux(status);

    // struct statx: the same on every architecture and C library.
    private static FileStatus ReadLinux(byte* status) => Make(
        *(ushort*)(status + 28), *(uint*)(status + 20), *(uint*)(status + 16), (ulong)*(uint*)(status + 136) << 32 | *(uint*)(status + 140), *(ulong*)(status + 32));

    // struct stat with 64-bit inode numbers.
    private static FileStatus ReadMac(byte* status) => Make(
        *(ushort*)(status + 4), *(uint*)(status + 16), *(ushort*)(status + 6), *(uint*)status, *(ulong*)(status + 8));

    private static FileStatus Make(ushort mode, uint owner, uint names, ulong device, ulong index) => new()
    {
        Kind = (mode & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0xA000 => FileKind.Link,
            0x1000 => FileKind.Pipe,
            0xC000 => FileKind.Socket,
            _ => FileKind.Device,
        },
        Identity = new FileIdentity(device, index, ""),
        Owner = owner,
        Mode = (UnixFileMode)(mode & 0xFFF),
        Names = names,
    };

    private static Exception Error(int error)
    {
        string message = Marshal.GetPInvokeErrorMessage(error) + ".";
        return error switch
        {
            MissingEntry => new FileNotFoundException(message),
            NotAFolder => new DirectoryNotFoundException(message),
            AccessDenied => new UnauthorizedAccessException(message),
            _ => new IOException(message),
        };
    }

    private const int WorkingFolder = -100, NoFollow = 0x100, EmptyPath = 0x1000;
    private const uint BasicStatus = 0x7FF;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    // On Intel the plain names are those of the structure with 32-bit inode numbers.
    private static int MacStat(string path, byte* status) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatX64(path, status) : StatArm(path, status);

    private static int MacLinkStat(string path, byte* status) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? LinkStatX64(path, status) : LinkStatArm(path, status);

    private static int MacHandleStat(int file, byte* status) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? HandleStatX64(file, status) : HandleStatArm(file, status);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX64(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStatX64(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int HandleStatX64(int file, byte* status);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatArm(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkStatArm(string path, byte* status);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int HandleStatArm(int file, byte* status);
}
