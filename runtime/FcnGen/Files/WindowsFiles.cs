using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FcnGen;

/// <summary>The calls of Windows that .NET does not offer.</summary>
internal static partial class WindowsFiles
{
    private const int MissingFile = 2, MissingFolder = 3, BadName = 123, BadPath = 161;
    private const uint ShareAll = 7, OpenExisting = 3, AlsoFolders = 0x02000000, LinkItself = 0x00200000;
    private const uint ReadOnly = 0x1, Folder = 0x10, ReparsePoint = 0x400;
    private const uint Disk = 1, Pipe = 3;

    public static FileStatus? StatusOf(string path, bool followLink)
    {
        using SafeFileHandle file = Create(path, 0, ShareAll, 0, OpenExisting, AlsoFolders | (followLink ? 0 : LinkItself), 0);
        if (!file.IsInvalid) return StatusOf(file, followLink);
        int error = Marshal.GetLastPInvokeError();
        if (error is MissingFile or MissingFolder or BadName or BadPath) return null;
        throw new IOException(Marshal.GetPInvokeErrorMessage(error));
    }

    public static FileStatus StatusOf(SafeFileHandle file) => StatusOf(file, followLink: true);

    private static FileStatus StatusOf(SafeFileHandle file, bool followLink)
    {
        uint type = TypeOf(file);
        if (type != Disk) return new FileStatus { Kind = type == Pipe ? FileKind.Pipe : FileKind.Device, Mode = UnixFileMode.UserWrite, Names = 1 };
        if (!InformationOf(file, out Information information))
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        return new FileStatus
        {
            Kind = !followLink && (information.Attributes & ReparsePoint) != 0 ? FileKind.Link
                : (information.Attributes & Folder) != 0 ? FileKind.Folder
                : FileKind.Regular,
            Identity = new FileIdentity(information.Volume, (ulong)information.IndexHigh << 32 | information.IndexLow, ""),
            Mode = UnixFileMode.UserRead | ((information.Attributes & ReadOnly) == 0 ? UnixFileMode.UserWrite : 0),
            Names = information.Links,
        };
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Information
    {
        public uint Attributes;
        public uint CreationLow, CreationHigh, AccessLow, AccessHigh, WriteLow, WriteHigh;
        public uint Volume, SizeHigh, SizeLow, Links, IndexHigh, IndexLow;
    }

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    private static partial SafeFileHandle Create(string path, uint access, uint share, nint security, uint mode, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFileType", SetLastError = true)]
    private static partial uint TypeOf(SafeFileHandle file);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool InformationOf(SafeFileHandle file, out Information information);
}
