using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FcnGen.Formats;

/// <summary>An open safetensors file (or stream). Values are read from the disk when asked for, so a file may be larger than memory.</summary>
internal sealed class SafeTensorsFile : IWeightSource
{
    private const long MaxHeader = 100_000_000;

    private readonly ByteSource _bytes;
    private readonly long _dataStart;
    private readonly Dictionary<string, SafeTensor> _byName;
    private readonly Dictionary<string, string> _metadata = [];

    /// <summary>Reads the header and checks it against the size of the file.</summary>
    /// <param name="bytes">The file, disposed of with this.</param>
    /// <exception cref="InvalidDataException">It is cut short, or not a safetensors file.</exception>
    public SafeTensorsFile(ByteSource bytes)
    {
        _bytes = bytes;
        long length = bytes.Length;
        Span<byte> start = stackalloc byte[8];
        if (length < 8) throw new InvalidDataException($"it has {length} bytes, too few for a header");
        bytes.ReadFully(start, 0);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(start);
        if (headerLength is < 2 or > MaxHeader)
        {
            throw new InvalidDataException(
                "it does not start with the length of a header, "
                + "so it is not a safetensors file, and weights are those and folders of .npy files");
        }
        if (headerLength > length - 8) throw new InvalidDataException("it is cut short inside the header, or it is not a safetensors file");
        var header = new byte[headerLength];
        bytes.ReadFully(header, 8);
        _dataStart = 8 + headerLength;
        List<SafeTensor> tensors = SafeTensorsHeader.Parse(header, length - _dataStart, _metadata);
        Tensors = [.. tensors.Select(tensor => tensor.Info)];
        _byName = tensors.ToDictionary(tensor => tensor.Info.Name);
    }

    /// <inheritdoc/>
    public string Name => _bytes.Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<WeightTensor> Tensors { get; }

    /// <summary>Opens a file that is of this format.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">Missing, unreadable, cut short, or not a safetensors file.</exception>
    public static SafeTensorsFile Open(string path)
    {
        ByteSource bytes = WeightFormat.Read(path, "safetensors", () => ByteSource.Of(path));
        try
        {
            return WeightFormat.Read(path, "safetensors", () => new SafeTensorsFile(bytes));
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of that name; null if there is none.</summary>
    public WeightTensor? Find(string name) => _byName.GetValueOrDefault(name)?.Info;

    /// <inheritdoc/>
    public void Read(string name, Span<float> values)
    {
        SafeTensor tensor = Get(name);
        tensor.Info.CheckRead(Name, values.Length);
        FloatValues.Read(_bytes, _dataStart + tensor.Offset, tensor.Type!.Value, name, values);
    }

    /// <summary>Reads a tensor as float64.</summary>
    /// <param name="name">The name of one of <see cref="Tensors"/>.</param>
    /// <returns>Its values.</returns>
    /// <exception cref="WeightFileException">The type is not a floating-point type, or the disk cannot be read.</exception>
    public double[] ReadDoubles(string name)
    {
        SafeTensor tensor = Get(name);
        tensor.Info.CheckRead(Name, tensor.Info.Count);
        var values = new double[tensor.Info.Count];
        FloatValues.Read(_bytes, _dataStart + tensor.Offset, tensor.Type!.Value, name, values);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _bytes.Dispose();

    private SafeTensor Get(string name) => _byName.GetValueOrDefault(name) ?? throw new ArgumentException($"{Name} has no tensor {name}.", nameof(name));
}
