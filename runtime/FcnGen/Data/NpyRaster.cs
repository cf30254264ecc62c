using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using FcnGen.Formats;

namespace FcnGen;

/// <summary>Reads NumPy arrays as rasters: height × width or height × width × channels, whole numbers of 8 or 16 bits without a sign.</summary>
internal static class NpyRaster
{
    /// <exception cref="PictureFormatException">The file is damaged, or an array of another type or shape.</exception>
    public static Raster Read(byte[] file, string name)
    {
        try
        {
            using ByteSource bytes = ByteSource.Of(new MemoryStream(file, writable: false), name);
            NpyHeader header = NpyHeader.Read(bytes);
            int size = header.Type switch
            {
                "|u1" or "<u1" => 1,
                "<u2" => 2,
                _ => throw Refused(name, $"has the type {header.Type}; rasters are |u1 (8 bits) or <u2 (16 bits). In Python: a.astype('<u2')"),
            };
            if (header.Shape is not { Count: 2 or 3 } shape || shape.Any(extent => extent <= 0))
                throw Refused(name, $"has the shape ({string.Join(", ", header.Shape)}); a raster is (height, width) or (height, width, channels)");
            if (header.FortranOrder) throw Refused(name, "is stored in Fortran order; C order is read. In Python: numpy.ascontiguousarray(a)");
            // The header's check found that the product is no overflow.
            (long height, long width, long channels) = (shape[0], shape[1], shape.Count == 3 ? shape[2] : 1);
            if ((Int128)height * width > Picture.MaxPixels)
                throw Refused(name, $"has {height}x{width} pixels (height x width); at most {Picture.MaxPixels} pixels are read. Cut it into tiles");
            long values = height * width * channels, there = file.Length - header.DataStart;
            if (there != values * size) throw new InvalidDataException($"{values * size} bytes of values should follow its header, and {there} do");
            ReadOnlySpan<byte> data = file.AsSpan((int)header.DataStart);
            if (size == 1) return new Raster(data.ToArray(), (int)channels, (int)width, (int)height);
            var words = new ushort[values];
            for (int i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt16LittleEndian(data[(i * 2)..]);
            return new Raster(words, (int)channels, (int)width, (int)height);
        }
        catch (InvalidDataException error)
        {
            throw new PictureFormatException($"{name} cannot be read as a NumPy array: {error.Message}. Copy or make it again.", error);
        }
    }

    private static PictureFormatException Refused(string name, string reason) => new($"{name} {reason}.");
}
