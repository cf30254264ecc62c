using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using FcnGen.KernelCompiler;
using FcnGen.Tests;

namespace FcnGen.Gpu.Tests;

/// <summary>Whose files a kernel cache uses and deletes: its own, and nobody else's.</summary>
public sealed class CompilerCacheFolderTests : IDisposable
{
    private const UnixFileMode All = (UnixFileMode)0x1FF;

    private static readonly KernelDefinition Kernel = CommonKernels.All[0];
    private static readonly DateTime LongAgo = DateTime.UtcNow.AddDays(-40);
    private readonly string _root = Directory.CreateTempSubdirectory("fcngen-kernels-").FullName;

    [Fact]
    public void What_builds_of_long_ago_made_goes()
    {
        string old = Made("fcngen-0123456789abcdef");
        string recent = Made("fcngen-fedcba9876543210");
        Age(old);
        Clean();
        Assert.False(Directory.Exists(old));
        Assert.Equal(3, Directory.GetFiles(recent).Length);
    }

    [Fact]
    public void Folders_without_the_marker_stay_whatever_they_are_called()
    {
        string unmarked = Made("fcngen-results"), changed = Made("fcngen-papers"), elsewhere = Made("Documents");
        File.Delete(Path.Combine(unmarked, KernelCacheFolder.MarkerName));
        File.AppendAllText(Path.Combine(changed, KernelCacheFolder.MarkerName), " ");
        string deep = Directory.CreateDirectory(Path.Combine(_root, "fcngen-thesis", "chapter")).FullName;
        File.WriteAllText(Path.Combine(deep, "text.ptx"), "three years");
        foreach (string folder in new[] { unmarked, changed, elsewhere, Path.GetDirectoryName(deep)! }) Age(folder);
        Clean();
        Assert.Equal(2, Directory.GetFiles(unmarked).Length);
        Assert.Equal(3, Directory.GetFiles(changed).Length);
        Assert.Equal(3, Directory.GetFiles(elsewhere).Length);
        Assert.Equal("three years", File.ReadAllText(Path.Combine(deep, "text.ptx")));
    }

    [Fact]
    public void Other_files_in_a_marked_folder_stay_with_it()
    {
        string old = Made("fcngen-0123456789abcdef");
        string[] mine = [Path.Combine(old, "notes.txt"), Path.Combine(old, "mine.cl"), Path.Combine(old, "sub", "a.ptx")];
        Directory.CreateDirectory(Path.Combine(old, "sub"));
        foreach (string path in mine) File.WriteAllText(path, "kernel void mine() {}");
        Age(old);
        Clean();
        Assert.All(mine, path => Assert.True(File.Exists(path)));
        Assert.Empty(Directory.GetFiles(old, Kernel.Name + ".*"));
    }

    [Fact]
    public void A_file_too_large_for_a_kernel_stays_unread()
    {
        string old = Made("fcngen-0123456789abcdef"), huge = Path.Combine(old, "huge.ptx");
        using (FileStream file = File.Create(huge)) file.SetLength(int.MaxValue); // sparse; more than an array can hold
        Age(old);
        Clean();
        Assert.True(File.Exists(huge));
        Assert.Empty(Directory.GetFiles(old, Kernel.Name + ".*"));
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void Nothing_is_deleted_through_a_link()
    {
        string elsewhere = Directory.CreateTempSubdirectory("fcngen-elsewhere-").FullName;
        try
        {
            string kept = Made("kept"), linked = Path.Combine(elsewhere, "linked");
            Directory.Move(kept, linked);
            Age(linked);
            Directory.CreateSymbolicLink(Path.Combine(_root, "fcngen-0123456789abcdef"), linked);
            string old = Made("fcngen-fedcba9876543210");
            File.CreateSymbolicLink(Path.Combine(old, "link.ptx"), Directory.GetFiles(linked, "*.ptx").Single());
            Age(old);
            Clean();
            Assert.Equal(3, Directory.GetFiles(linked).Length);
            Assert.True(File.Exists(Path.Combine(old, "link.ptx")));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void A_root_that_others_can_write_is_used_and_never_cleaned()
    {
        string old = Made("fcngen-0123456789abcdef");
        Age(old);
        File.SetUnixFileMode(_root, All | UnixFileMode.StickyBit);
        Clean();
        Assert.Equal(3, Directory.GetFiles(old).Length);
        Assert.Equal("text", new KernelCache(_root).Find(Kernel, KernelTarget.Ptx));
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public void What_another_user_can_write_is_not_used()
    {
        string folder = Clean(), file = Path.Combine(folder, Kernel.Name + ".ptx");
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(mine, File.GetUnixFileMode(file));
        Assert.Equal(mine | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (UnixFileMode more in new[] { UnixFileMode.GroupWrite, UnixFileMode.OtherWrite })
        {
            File.SetUnixFileMode(file, mine | more);
            Assert.Null(Found());
            File.SetUnixFileMode(file, mine | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            Assert.Equal("text", Found());
            File.SetUnixFileMode(folder, mine | UnixFileMode.UserExecute | more);
            Assert.Null(Found());
            Assert.Equal("new", new KernelCache(_root).GetOrAdd(Kernel, KernelTarget.Ptx, () => "new"));
            File.SetUnixFileMode(folder, mine | UnixFileMode.UserExecute);
            Assert.Equal("text", Found());
        }

        // A link to a good file, and a folder behind a link.
        File.Move(file, Path.Combine(_root, "good"));
        File.CreateSymbolicLink(file, Path.Combine(_root, "good"));
        Assert.Null(Found());
        File.Delete(file);
        File.Move(Path.Combine(_root, "good"), file);
        Directory.Move(folder, Path.Combine(_root, "moved"));
        Directory.CreateSymbolicLink(folder, Path.Combine(_root, "moved"));
        Assert.Null(Found());
    }

    [RootFact]
    public void Another_users_files_are_not_used()
    {
        string folder = Clean(), file = Path.Combine(folder, Kernel.Name + ".ptx");
        Run("chown", "1234", file);
        Assert.Null(Found());
        Run("chown", "0", file);
        Assert.Equal("text", Found());
        Run("chown", "1234", folder);
        Assert.Null(Found());
    }

    [UnixFact, UnsupportedOSPlatform("windows")]
    public async Task A_pipe_in_the_place_of_a_kernel_is_not_waited_for()
    {
        string file = Path.Combine(Clean(), Kernel.Name + ".ptx");
        File.Delete(file);
        Run("mkfifo", "-m", "600", file);
        Task<string> compiled = Task.Run(() => new KernelCache(_root).GetOrAdd(Kernel, KernelTarget.Ptx, () => "again"));
        Assert.Same(compiled, await Task.WhenAny(compiled, Task.Delay(TimeSpan.FromMinutes(1))));
        Assert.Equal("again", await compiled);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
    }

    private string? Found() => new KernelCache(_root).Find(Kernel, KernelTarget.Ptx);

    /// <summary>Makes the folder of this build, which removes old ones.</summary>
    private string Clean()
    {
        string[] before = Directory.GetDirectories(_root);
        new KernelCache(_root).Keep(Kernel, KernelTarget.Ptx, "text");
        return Directory.GetDirectories(_root).Except(before).Single();
    }

    /// <summary>A folder with two kernels and the marker, as another build makes it.</summary>
    private string Made(string name)
    {
        string root = Directory.CreateDirectory(Path.Combine(_root, "other")).FullName;
        new KernelCache(root).Keep(Kernel, KernelTarget.Ptx, "text");
        new KernelCache(root).Keep(Kernel, KernelTarget.OpenCl, "text");
        string folder = Path.Combine(_root, name);
        Directory.Move(Directory.GetDirectories(root).Single(), folder);
        Directory.Delete(root);
        return folder;
    }

    private static void Age(string folder) => Directory.SetLastWriteTimeUtc(folder, LongAgo);

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
