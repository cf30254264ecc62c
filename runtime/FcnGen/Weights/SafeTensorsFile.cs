using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace FcnGen;

/// <summary>
/// An open safetensors file (or stream): an 8-byte header length, a JSON header, then the tensors. Values are read from the disk when asked
/// for, so a file may be larger than memory.
/// </summary>
public sealed class SafeTensorsFile : IDisposable
{
    private const long MaxHeader = 100_000_000;

    private readonly TensorSource _source;
    private readonly long _dataStart;
    private readonly Dictionary<string, SafeTensor> _byName;
    private readonly Dictionary<string, string> _metadata = [];

    private SafeTensorsFile(string path, TensorSource source)
    {
        Path = path;
        _source = source;
        long length = source.Length;
        Span<byte> start = stackalloc byte[8];
        if (length < 8) throw new InvalidDataException($"it has {length} bytes, too few for a header");
        ReadFully(start, 0);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(start);
        if (headerLength is < 2 or > MaxHeader)
        {
            throw new InvalidDataException(
                "it does not start with the length of a header, "
                + "so it is not a safetensors file");
        }
        if (headerLength > length - 8) throw new InvalidDataException("it is cut short inside the header, or it is not a safetensors file");
        var header = new byte[headerLength];
        ReadFully(header, 8);
        _dataStart = 8 + headerLength;
        Tensors = SafeTensorsHeader.Parse(header, length - _dataStart, _metadata);
        _byName = Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>The file, or what the stream was called.</summary>
    public string Path { get; }

    /// <summary>Free text entries.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafeTensor> Tensors { get; }

    /// <summary>Opens a file and checks its header against its size.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">Missing, unreadable, cut short, or not a safetensors file.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(path, () => TensorSource.Of(InputFile.OpenHandle(path)));
    }

    /// <summary>
    /// Reads what a stream holds from where it stands to its end. One that can seek is read in place, whenever values are asked for, and must
    /// stay open as long; one that can't is copied into memory now. The stream is not closed.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="WeightFileException">Unreadable, cut short, not a safetensors file, or too large for memory.</exception>
    public static SafeTensorsFile Open(Stream stream, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead) throw new ArgumentException("The stream can't be read.", nameof(stream));
        return Open(name, () => TensorSource.Of(stream));
    }

    private static SafeTensorsFile Open(string name, Func<TensorSource> open)
    {
        TensorSource? source = null;
        try
        {
            source = open();
            return new SafeTensorsFile(name, source);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or InputFileException)
        {
            source?.Dispose();
            throw error switch
            {
                InputFileException => new WeightFileException($"The weight file {error.Message}", error),
                InvalidDataException => new WeightFileException($"{name} cannot be read as safetensors: {error.Message}. Copy or convert it again.", error),
                _ => new WeightFileException($"{name} cannot be read: {error.Message}", error),
            };
        }
    }

    /// <summary>The tensor of that name; null if there is none.</summary>
    public SafeTensor? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>Reads a tensor as float32.</summary>
    /// <param name="tensor">A readable tensor of this file.</param>
    /// <param name="values">Receives its values.</param>
    /// <exception cref="WeightFileException">The type is not a floating-point type, or the disk cannot be read.</exception>
    public void Read(SafeTensor tensor, Span<float> values)
    {
        CheckRead(tensor, values.Length);
        if (tensor.DataType == "F32" && BitConverter.IsLittleEndian)
        {
            ReadBytes(tensor, 0, MemoryMarshal.AsBytes(values));
            return;
        }

        int size = SafeTensor.SizeOf(tensor.DataType);
        var buffer = new byte[Math.Min(tensor.Length, 1 << 20)];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(values.Length - done, buffer.Length / size);
            Span<byte> bytes = buffer.AsSpan(0, count * size);
            ReadBytes(tensor, (long)done * size, bytes);
            for (int i = 0; i < count; i++) values[done + i] = (float)Convert(bytes.Slice(i * size, size), tensor.DataType);
            done += count;
        }
    }

    /// <summary>Reads a tensor as float64.</summary>
    /// <param name="tensor">A readable tensor of this file.</param>
    /// <returns>Its values.</returns>
    /// <exception cref="WeightFileException">The type is not a floating-point type, or the disk cannot be read.</exception>
    public double[] ReadDoubles(SafeTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        CheckRead(tensor, tensor.Count);
        var bytes = new byte[tensor.Length];
        ReadBytes(tensor, 0, bytes);
        int size = SafeTensor.SizeOf(tensor.DataType);
        var values = new double[tensor.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Convert(bytes.AsSpan(i * size, size), tensor.DataType);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private void CheckRead(SafeTensor tensor, long room)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!tensor.IsReadable)
        {
            throw new WeightFileException(
                $"{tensor.Name} in {Path} is of type {tensor.DataType}; "
                + "F32, F64, F16 and BF16 are read. Convert it.");
        }
        if (tensor.Count != room)
        {
            throw new ArgumentException(
                $"{tensor.Name} has {tensor.Count} values; "
                + $"there is room for {room}.", nameof(room));
        }
    }

    private void ReadBytes(SafeTensor tensor, long offset, Span<byte> bytes)
    {
        try
        {
            ReadFully(bytes, _dataStart + tensor.Offset + offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ObjectDisposedException or NotSupportedException)
        {
            throw new WeightFileException($"{tensor.Name} cannot be read from {Path}: {error.Message}", error);
        }
    }

    private void ReadFully(Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            int count = _source.Read(bytes, offset);
            if (count == 0) throw new InvalidDataException("it is cut short");
            bytes = bytes[count..];
            offset += count;
        }
    }

    private static double Convert(ReadOnlySpan<byte> bytes, string type) => type switch
    {
        "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "F64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "F16" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
    };
}
