using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

/// <summary>What is written never destroys anything else.</summary>
public sealed class AtomicFileTests : TemporaryFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void Content_is_written_whole_and_nothing_is_left_beside_it()
    {
        AtomicFile.WriteText(At("new", "a.txt"), "one");
        AtomicFile.WriteText(At("new", "a.txt"), "two");
        Assert.Equal("two", File.ReadAllText(At("new", "a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(At("new")));
    }

    [Fact]
    public void Temporaries_have_other_names_each_time_in_the_same_folder()
    {
        string[] names = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            string name = "";
            AtomicFile.Write(At("a.txt"), stream => name = Assert.IsType<FileStream>(stream).Name);
            return name;
        })];
        Assert.NotEqual(names[0], names[1]);
        Assert.All(names, name => Assert.Equal(Folder, Path.GetDirectoryName(name)));
    }

    [Fact]
    public void A_failed_write_leaves_the_earlier_file_and_no_other()
    {
        File.WriteAllText(At("a.txt"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(At("a.txt"), _ => throw new InvalidOperationException()));
        Assert.Contains("No space left", Assert.Throws<OutputFileException>(() => AtomicFile.Write(At("a.txt"), _ => throw new IOException("No space left."))).Message);
        Assert.Equal("old", File.ReadAllText(At("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public void Of_many_writers_at_once_one_wins_whole_and_none_fails()
    {
        string[] texts = [.. Enumerable.Range(0, 8).Select(writer => new string((char)('a' + writer), 300_000))];
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            AtomicFile.WriteText(At("a.txt"), texts[i % 8]);
            Assert.Contains(File.ReadAllText(At("a.txt")), texts);
        });
        Assert.Single(Directory.GetFileSystemEntries(Folder));
    }

    [UnixFact]
    public void A_link_is_refused_and_its_target_untouched()
    {
        File.WriteAllText(At("target"), "precious");
        File.CreateSymbolicLink(At("link"), At("target"));
        File.CreateSymbolicLink(At("dangling"), At("nowhere"));
        foreach (string link in new[] { "link", "dangling" })
        {
            Assert.Contains("is a link to " + Folder, Refused(link));
            Assert.Contains("is a link to " + Folder, Assert.Throws<OutputFileException>(() => AtomicFile.RequireWritable(At(link))).Message);
        }

        Assert.Equal("precious", File.ReadAllText(At("target")));
        Assert.Equal(At("target"), new FileInfo(At("link")).LinkTarget);
        Assert.False(File.Exists(At("nowhere")));
        // Links to folders are followed: they are how disks are put together.
        Directory.CreateDirectory(At("folder"));
        Directory.CreateSymbolicLink(At("other"), At("folder"));
        AtomicFile.WriteText(At("other") + "/a.txt", "text");
        Assert.Equal("text", File.ReadAllText(At("folder", "a.txt")));
    }

    [UnixFact]
    public void What_is_no_regular_file_is_refused_by_name()
    {
        Pipes.Make(At("pipe"));
        Directory.CreateDirectory(At("folder"));
        Assert.Contains("it is a pipe (FIFO)", Refused("pipe"));
        Assert.Contains("it is a folder", Refused("folder"));
        Assert.Contains("it is a device", Assert.Throws<OutputFileException>(() => AtomicFile.WriteText("/dev/null", "")).Message);
        Assert.Equal(2, Directory.GetFileSystemEntries(Folder).Length);
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void Permissions_are_kept_and_a_write_protected_file_too()
    {
        File.WriteAllText(At("private"), "old");
        File.SetUnixFileMode(At("private"), Private);
        UnixFileMode whileWriting = default;
        AtomicFile.Write(At("private"), stream => whileWriting = File.GetUnixFileMode(((FileStream)stream).SafeFileHandle));
        Assert.Equal(Private, whileWriting);
        Assert.Equal(Private, File.GetUnixFileMode(At("private")));
        const UnixFileMode shared = Private | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        File.SetUnixFileMode(At("private"), shared);
        AtomicFile.WriteText(At("private"), "new");
        Assert.Equal(shared, File.GetUnixFileMode(At("private")));
        File.SetUnixFileMode(At("private"), UnixFileMode.UserRead);
        Assert.Contains("write-protected", Refused("private"));
        Assert.Equal("new", File.ReadAllText(At("private")));
    }

    [Fact]
    public void Trying_changes_nothing()
    {
        File.WriteAllText(At("a.txt"), "old");
        AtomicFile.RequireWritable(At("a.txt"));
        AtomicFile.RequireWritable(At("b.txt"));
        Assert.Equal("old", File.ReadAllText(At("a.txt")));
        Assert.Single(Directory.GetFileSystemEntries(Folder));
        Assert.Throws<OutputFileException>(() => AtomicFile.RequireWritable(Path.Combine(At("a.txt"), "below")));
    }

    [Fact]
    public void Orphans_go_and_what_is_being_written_or_is_of_others_stays()
    {
        string Orphan(string digits) => At($".fcngen-{digits}.partial");
        string old = Orphan(new string('a', 32)), young = Orphan(new string('b', 32)), open = Orphan(new string('c', 32));
        string[] others = [Orphan("notes"), Orphan(new string('G', 32)), At("a.partial")];
        foreach (string path in (string[])[old, young, open, .. others])
        {
            File.WriteAllText(path, "x");
            if (path != young) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        }

        using (new FileStream(open, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) AtomicFile.RemoveOrphans(Folder);
        Assert.Equal(new[] { young, open }.Concat(others).Order(), Directory.GetFiles(Folder).Order());
        AtomicFile.RemoveOrphans(At("none"));
        AtomicFile.RemoveOrphans(Path.Combine(Folder, "nowhere"));
    }

    private string Refused(string name) => Assert.Throws<OutputFileException>(() => AtomicFile.WriteText(At(name), "new")).Message;
}
