using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace FcnGen.Gpu.Tests;

/// <summary>The file of embedded kernels.</summary>
public sealed class CompilerArchiveTests
{
    private static readonly (string Name, KernelTarget Target, string Text)[] Texts =
    [
        ("b", KernelTarget.OpenCl, "kernel void b() {}\n"),
        ("a", KernelTarget.Ptx, string.Concat(Enumerable.Repeat(".entry a ü\n", 1000))),
        ("c", KernelTarget.Ptx, ""),
        ("b", KernelTarget.Ptx, ".entry b"),
    ];

    [Fact]
    public void What_is_written_is_read_again()
    {
        var archive = KernelArchive.Read(new MemoryStream(Write(Texts)));
        Assert.Equal(["a Ptx 12000", "b Ptx 8", "c Ptx 0", "b OpenCl 19"], archive.Kernels.Select(kernel => $"{kernel.Name} {kernel.Target} {kernel.Bytes}"));
        foreach (var (name, target, text) in Texts) Assert.Equal(text, archive.Find(name, target));
        Assert.Null(archive.Find("a", KernelTarget.OpenCl));
        Assert.Null(archive.Find("d", KernelTarget.Ptx));
    }

    [Fact]
    public void The_order_of_kernels_does_not_matter() => Assert.Equal(Write(Texts), Write([.. Texts.Reverse()]));

    [Fact]
    public void An_empty_archive_is_one() => Assert.Empty(KernelArchive.Read(new MemoryStream(Write([]))).Kernels);

    [Fact]
    public void Another_version_is_named()
    {
        byte[] bytes = Write(Texts);
        bytes[7] = 9;
        var error = Assert.Throws<KernelArchiveException>(() => KernelArchive.Read(new MemoryStream(bytes)));
        Assert.Contains("format 9", error.Message, StringComparison.Ordinal);
        Assert.Contains($"format {KernelArchive.Version}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_noticed()
    {
        byte[] bytes = Write(Texts);
        Assert.Throws<KernelArchiveException>(() => KernelArchive.Read(new MemoryStream(bytes[..3])));
        Assert.Throws<KernelArchiveException>(() => KernelArchive.Read(new MemoryStream(bytes[..^1])));
        byte[] other = [.. bytes];
        other[0] ^= 1;
        Assert.Throws<KernelArchiveException>(() => KernelArchive.Read(new MemoryStream(other)));

        // The last bytes are those of the OpenCL stream; that of PTX stays readable.
        byte[] cut = [.. bytes];
        cut.AsSpan(^8..).Fill(0xff);
        var archive = KernelArchive.Read(new MemoryStream(cut));
        Assert.Throws<KernelArchiveException>(() => archive.Find("b", KernelTarget.OpenCl));
        Assert.Equal(".entry b", archive.Find("b", KernelTarget.Ptx));
    }

    [Fact]
    public void Damage_anywhere_gives_no_other_error()
    {
        byte[] bytes = Write(Texts);
        for (int length = 0; length < bytes.Length; length++) Assert.Throws<KernelArchiveException>(() => KernelArchive.Read(new MemoryStream(bytes, 0, length)));
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (int bits in new[] { 1, 0x80, 0xff })
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)bits;
                try
                {
                    var archive = KernelArchive.Read(new MemoryStream(damaged));
                    foreach (var kernel in archive.Kernels) Assert.NotNull(archive.Find(kernel.Name, kernel.Target));
                }
                catch (KernelArchiveException)
                {
                    // As it should be.
                }
            }
        }
    }

    [Fact]
    public void A_program_without_kernels_has_none() => Assert.Null(EmbeddedKernels.Of(typeof(CompilerArchiveTests).Assembly));

    [Fact]
    public void A_library_carries_kernels_of_no_network_too()
    {
        var kernel = new KernelDefinition("OfALibrary", 1, "");
        var library = WithKernels(Write([(kernel.Name, KernelTarget.Ptx, "its text")]));
        Assert.Equal("its text", EmbeddedKernels.Of(library)?.Find(kernel, KernelTarget.Ptx));
        Assert.Equal("its text", KernelSources.Default.Text(kernel, KernelTarget.Ptx));
    }

    /// <summary>A library with nothing but the resource, loaded into this process.</summary>
    private static Assembly WithKernels(byte[] archive)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString("KernelLibrary.dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(metadata.GetOrAddString("KernelLibrary"), new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddManifestResource(ManifestResourceAttributes.Public, metadata.GetOrAddString(EmbeddedKernels.ResourceName), default, 0);
        var resources = new BlobBuilder();
        resources.WriteInt32(archive.Length);
        resources.WriteBytes(archive);
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder(), managedResources: resources).Serialize(image);
        return Assembly.Load(image.ToArray());
    }

    private static byte[] Write((string Name, KernelTarget Target, string Text)[] kernels)
    {
        using var file = new MemoryStream();
        KernelArchive.Write(file, kernels);
        return file.ToArray();
    }
}
