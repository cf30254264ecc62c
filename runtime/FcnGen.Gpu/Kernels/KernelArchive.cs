using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;

namespace FcnGen.Gpu;

/// <summary>A kernel that a program carries.</summary>
/// <param name="Name">Its name, which is its entry point.</param>
/// <param name="Target">What it is compiled to.</param>
/// <param name="Bytes">Bytes of its text.</param>
public readonly record struct EmbeddedKernel(string Name, KernelTarget Target, int Bytes);

/// <summary>
/// The file format of embedded kernels: a header ("FcnGenK" and a version byte), then per target the names and lengths of its kernels and
/// one Brotli stream of their texts, which are alike and compress well together. A stream is unpacked when its first kernel is asked for.
/// </summary>
internal sealed class KernelArchive
{
    /// <summary>Version of the format and of what kernels expect of launchers.</summary>
    public const byte Version = 2;

    private static readonly byte[] Magic = "FcnGenK"u8.ToArray();
    private readonly Dictionary<(string Name, KernelTarget Target), Lazy<string>> _texts = [];

    private KernelArchive(List<EmbeddedKernel> kernels) => Kernels = kernels;

    /// <summary>What is inside, by target, then by name.</summary>
    public IReadOnlyList<EmbeddedKernel> Kernels { get; }

    /// <summary>The text of a kernel; null if it is not inside.</summary>
    public string? Find(string name, KernelTarget target) => _texts.GetValueOrDefault((name, target))?.Value;

    /// <summary>Writes an archive; the same kernels give the same bytes in whatever order they come.</summary>
    public static void Write(Stream to, IEnumerable<(string Name, KernelTarget Target, string Text)> kernels)
    {
        using var writer = new BinaryWriter(to, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        var targets = kernels.GroupBy(kernel => kernel.Target).OrderBy(group => group.Key).ToList();
        writer.Write((byte)targets.Count);
        foreach (var group in targets)
        {
            var sorted = group.OrderBy(kernel => kernel.Name, StringComparer.Ordinal).Select(kernel => (kernel.Name, Text: Encoding.UTF8.GetBytes(kernel.Text))).ToList();
            writer.Write((byte)group.Key);
            writer.Write(sorted.Count);
            foreach (var (name, text) in sorted)
            {
                writer.Write(name);
                writer.Write(text.Length);
            }

            byte[] packed = Pack(sorted.Select(kernel => kernel.Text));
            writer.Write(packed.Length);
            writer.Write(packed);
        }
    }

    /// <summary>Reads an archive; texts stay packed.</summary>
    /// <exception cref="KernelArchiveException">It is none, it is damaged, or another version of the package wrote it.</exception>
    public static KernelArchive Read(Stream from)
    {
        try
        {
            using var reader = new BinaryReader(from, Encoding.UTF8, leaveOpen: true);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic)) throw new KernelArchiveException("The embedded kernels do not begin as they should: build the program again.");
            byte version = reader.ReadByte();
            if (version != Version)
            {
                throw new KernelArchiveException($"The embedded kernels have format {version}, this version of FcnGen.Gpu reads format {Version}: build the program and its libraries with one version of the package.");
            }

            var kernels = new List<EmbeddedKernel>();
            var archive = new KernelArchive(kernels);
            for (int targets = reader.ReadByte(); targets > 0; targets--) archive.ReadTarget(reader, kernels);
            return archive;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or OverflowException or ArgumentException)
        {
            throw Damaged(e);
        }
    }

    private void ReadTarget(BinaryReader reader, List<EmbeddedKernel> kernels)
    {
        var target = (KernelTarget)reader.ReadByte();
        if (!Enum.IsDefined(target)) throw new InvalidDataException();
        int count = Length(reader);
        var found = new List<EmbeddedKernel>();
        for (int i = 0; i < count; i++) found.Add(new EmbeddedKernel(reader.ReadString(), target, Length(reader)));
        int bytes = found.Sum(kernel => kernel.Bytes);
        int length = Length(reader);
        byte[] packed = reader.ReadBytes(length);
        if (packed.Length != length) throw new EndOfStreamException();
        var unpacked = new Lazy<byte[]>(() => Unpack(packed, bytes), LazyThreadSafetyMode.ExecutionAndPublication);
        int offset = 0;
        foreach (var kernel in found)
        {
            int start = offset;
            _texts.Add((kernel.Name, target), new Lazy<string>(() => Encoding.UTF8.GetString(unpacked.Value, start, kernel.Bytes), LazyThreadSafetyMode.ExecutionAndPublication));
            offset += kernel.Bytes;
        }

        kernels.AddRange(found);
    }

    private static int Length(BinaryReader reader) => reader.ReadInt32() is >= 0 and var length ? length : throw new InvalidDataException();

    private static byte[] Pack(IEnumerable<byte[]> texts)
    {
        // The widest window, over many texts: kernels of one family differ in little.
        byte[] all = [.. texts.SelectMany(text => text)];
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(all.Length)];
        return BrotliEncoder.TryCompress(all, packed, out int length, quality: 9, window: 24)
            ? packed[..length]
            : throw new InvalidOperationException($"{all.Length} bytes of kernels can't be packed.");
    }

    private static byte[] Unpack(byte[] packed, int bytes)
    {
        try
        {
            using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            var texts = new byte[bytes];
            brotli.ReadExactly(texts);
            return brotli.ReadByte() < 0 ? texts : throw new InvalidDataException();
        }
        catch (Exception e) when (e is InvalidOperationException or InvalidDataException or EndOfStreamException)
        {
            throw Damaged(e);
        }
    }

    private static KernelArchiveException Damaged(Exception cause) => new("The embedded kernels are damaged: build the program again.", cause);
}

/// <summary>The kernels embedded in a program can't be read.</summary>
/// <param name="message">What was expected, what was found, what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class KernelArchiveException(string message, Exception? inner = null) : FcnGenException(message, inner);
