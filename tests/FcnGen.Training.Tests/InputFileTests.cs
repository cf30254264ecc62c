using System;
using System.IO;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using FcnGen.Formats;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

/// <summary>Reading always comes to an end, and two names of one file are known for one.</summary>
public sealed class InputFileTests : TemporaryFolder
{
    [Fact]
    public void Bytes_lines_and_streams_are_those_of_the_file()
    {
        byte[] bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(At("a"), bytes);
        Assert.Equal(bytes, InputFile.ReadAllBytes(At("a")));
        using (FileStream stream = InputFile.OpenRead(At("a")))
        {
            stream.Position = 99_000;
            byte[] rest = new byte[2000];
            Assert.Equal(1000, stream.ReadAtLeast(rest, 2000, throwOnEndOfStream: false));
            Assert.Equal(bytes[99_000..], rest[..1000]);
        }

        File.WriteAllText(At("lines"), "one\r\nzwölf\n\nlast");
        Assert.Equal(["one", "zwölf", "", "last"], InputFile.ReadAllLines(At("lines")));
        File.WriteAllBytes(At("empty"), []);
        Assert.Empty(InputFile.ReadAllBytes(At("empty")));
    }

    [Fact]
    public void A_file_over_the_limit_is_refused_with_both_numbers()
    {
        File.WriteAllBytes(At("a"), new byte[101]);
        Assert.Equal(101, InputFile.ReadAllBytes(At("a"), 101).Length);
        string message = Assert.Throws<InputFileException>(() => InputFile.ReadAllBytes(At("a"), 100)).Message;
        Assert.Contains("has 101 bytes; at most 100 are read", message);
        // A sparse file of 1 TiB takes no room on the disk and must take none in memory.
        using (FileStream sparse = File.Create(At("sparse"))) sparse.SetLength(1L << 40);
        Assert.Throws<InputFileException>(() => InputFile.ReadAllBytes(At("sparse")));
    }

    [Fact]
    public void What_is_missing_or_a_folder_is_named()
    {
        Assert.Contains("does not exist", Refused(Path.Combine(Folder, "none")));
        Assert.Contains("does not exist", Refused(Path.Combine(Folder, "none", "below")));
        Assert.Contains("it is a folder", Refused(Folder));
        Assert.Throws<ArgumentException>(() => InputFile.ReadAllBytes(""));
        Assert.Throws<ArgumentNullException>(() => InputFile.ReadAllBytes(null!));
    }

    [UnixFact]
    public async Task Pipes_and_devices_are_refused_at_once_by_every_reader()
    {
        Pipes.Make(At("pipe"));
        File.CreateSymbolicLink(At("link"), At("pipe"));
        Task all = Task.Run(() =>
        {
            Assert.Contains("is a pipe (FIFO), not a regular file", Refused(At("pipe")));
            Assert.Contains("is a pipe (FIFO), not a regular file", Refused(At("link")));
            Assert.Contains("is a device", Refused("/dev/zero"));
            Assert.Throws<InputFileException>(() => Picture.Load(At("pipe")));
            Assert.Throws<InputFileException>(() => LabelMap.Load("/dev/zero"));
            Assert.Contains("is a pipe", Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(At("pipe"))).Message);
            Assert.Contains("is a device", Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open("/dev/zero")).Message);
            Assert.Throws<DatasetException>(() => new ListFile(At("pipe")));
            // The open itself does not wait either: the name may have been given to a pipe since it was asked about.
            using var pipe = UnixFiles.OpenForReading(At("pipe"));
            Assert.Equal(FileKind.Pipe, FileStatus.Of(pipe).Kind);
        });
        // A reader that waits would wait for ever.
        Assert.Same(all, await Task.WhenAny(all, Task.Delay(TimeSpan.FromMinutes(1))));
        await all;
    }

    [UnixFact]
    public void One_file_has_one_identity_under_all_its_names()
    {
        Directory.CreateDirectory(At("folder", "below"));
        Directory.CreateSymbolicLink(At("other"), At("folder"));
        File.WriteAllText(At("folder", "a"), "x");
        File.WriteAllText(At("folder", "b"), "x");
        File.CreateSymbolicLink(At("link"), At("folder", "a"));
        string a = Path.Combine(Folder, "folder", "a");
        foreach (string same in new[] { "link", "other/a", "folder/below/../a", "folder/./a" }) Assert.True(FileIdentity.AreSame(a, Path.Combine(Folder, same)), same);
        foreach (string different in new[] { "folder/b", "folder", "folder/none", "other/b" }) Assert.False(FileIdentity.AreSame(a, Path.Combine(Folder, different)), different);
        // Files and folders that are yet to be made.
        Assert.True(FileIdentity.AreSame(Path.Combine(Folder, "folder", "new", "c"), Path.Combine(Folder, "other", "new", "c")));
        Assert.False(FileIdentity.AreSame(Path.Combine(Folder, "folder", "new", "c"), Path.Combine(Folder, "other", "new", "d")));
        Assert.False(FileIdentity.AreSame(Path.Combine(Folder, "folder", "new"), Path.Combine(Folder, "folder", "new", "c")));
        Assert.NotEqual("", FileIdentity.Of(Path.Combine(Folder, "none")).Below);
        Assert.True(FileIdentity.IsWithin(Path.Combine(Folder, "other", "a"), Path.Combine(Folder, "folder")));
        Assert.False(FileIdentity.IsWithin(Path.Combine(Folder, "link2"), Path.Combine(Folder, "folder")));
        Assert.True(FileIdentity.IsWithin(Path.Combine(Folder, "other", "below"), FileIdentity.Of(Path.Combine(Folder, "folder"))));
        Assert.Equal(FileIdentity.Of(Folder), FileIdentity.Of(Folder + "/"));
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void Owner_permissions_and_names_are_the_systems()
    {
        File.WriteAllText(At("a"), "");
        File.SetUnixFileMode(At("a"), UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        FileStatus status = FileStatus.Of(At("a"))!.Value;
        Assert.Equal((FileKind.Regular, UnixFiles.User, UnixFileMode.UserRead | UnixFileMode.GroupWrite, 1u), (status.Kind, status.Owner, status.Mode, status.Names));
        File.CreateSymbolicLink(At("link"), At("a"));
        Assert.Equal(FileKind.Link, FileStatus.Of(At("link"), followLink: false)!.Value.Kind);
        Assert.Equal(status, FileStatus.Of(At("link")));
        Assert.Equal(FileKind.Folder, FileStatus.Of(Folder)!.Value.Kind);
        Assert.Equal(0u, FileStatus.Of("/")!.Value.Owner);
        Assert.ThrowsAny<IOException>(() => UnixFiles.OpenForReading(At("link"), followLink: false));
    }

    private static string Refused(string path) => Assert.Throws<InputFileException>(() => InputFile.ReadAllBytes(path)).Message;
}
