using System;
using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;

namespace FcnGen.Formats;

/// <summary>The types of values that are read as weights, each little endian.</summary>
internal enum FloatType
{
    Float32,
    Float64,
    Float16,
    BFloat16,
}

/// <summary>Reads runs of values, whatever the format around them.</summary>
internal static class FloatValues
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Bytes per value.</summary>
    public static int SizeOf(FloatType type) => type switch
    {
        FloatType.Float32 => 4,
        FloatType.Float64 => 8,
        _ => 2,
    };

    /// <summary>Reads a tensor as float32; what float32 can't hold becomes infinite.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="offset">Bytes from its start to the first value.</param>
    /// <param name="type">The type of the values there.</param>
    /// <param name="tensor">The tensor's name, for errors.</param>
    /// <param name="values">Receives the values.</param>
    /// <exception cref="WeightFileException">They can't be read; tensor and file are named.</exception>
    public static void Read(ByteSource bytes, long offset, FloatType type, string tensor, Span<float> values)
    {
        if (type != FloatType.Float32 || !BitConverter.IsLittleEndian)
        {
            Convert(bytes, offset, type, tensor, values);
            return;
        }

        // A span of bytes cannot be longer than 2^31 - 1.
        const int piece = 1 << 28;
        while (values.Length > 0)
        {
            Span<float> some = values[..Math.Min(piece, values.Length)];
            ReadBytes(bytes, offset, tensor, MemoryMarshal.AsBytes(some));
            offset += 4L * some.Length;
            values = values[some.Length..];
        }
    }

    /// <summary>As the other overload, as float64.</summary>
    public static void Read(ByteSource bytes, long offset, FloatType type, string tensor, Span<double> values) => Convert(bytes, offset, type, tensor, values);

    private static void Convert<T>(ByteSource bytes, long offset, FloatType type, string tensor, Span<T> values) where T : System.Numerics.INumberBase<T>
    {
        int size = SizeOf(type);
        var buffer = new byte[Math.Min((long)values.Length * size, PieceBytes)];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(values.Length - done, buffer.Length / size);
            Span<byte> piece = buffer.AsSpan(0, count * size);
            ReadBytes(bytes, offset + (long)done * size, tensor, piece);
            for (int i = 0; i < count; i++) values[done + i] = T.CreateTruncating(One(piece.Slice(i * size, size), type));
            done += count;
        }
    }

    private static double One(ReadOnlySpan<byte> bytes, FloatType type) => type switch
    {
        FloatType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        FloatType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        FloatType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
    };

    private static void ReadBytes(ByteSource bytes, long offset, string tensor, Span<byte> to)
    {
        try
        {
            bytes.ReadFully(to, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ObjectDisposedException or NotSupportedException)
        {
            throw new WeightFileException($"{tensor} cannot be read from {bytes.Name}: {error.Message}", error);
        }
    }
}
