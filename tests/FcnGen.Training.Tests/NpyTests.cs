using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using FcnGen.Formats;
using FcnGen.Tests;

namespace FcnGen.Training.Tests;

/// <summary>The files that NumPy describes (numpy.lib.format), byte by byte, and damaged ones.</summary>
public sealed class NpyTests : TemporaryFolder
{
    private const string Good = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }";

    // 1 and -2.5.
    private static readonly byte[] s_floats = [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0];

    [Fact]
    public void Each_type_and_version_written_by_hand_is_read()
    {
        Write("f4", Good, s_floats);
        Write("f8", Good.Replace("f4", "f8"), [0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 4, 0xC0], major: 2);
        Write("f2", Good.Replace("f4", "f2"), [0, 0x3C, 0, 0xC1], major: 3);
        Write("scalar", "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", s_floats[4..]);
        Write("vector", "{\"shape\":(2,),\"fortran_order\":True,\"descr\":\"<f4\"}", s_floats);
        Write("python2", "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 1L), }  \n", s_floats);
        Write("none", "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 0), }", []);
        using IWeightSource source = WeightFiles.Open(Folder);
        Assert.Equal(Folder, source.Name);
        Assert.Empty(source.Metadata);
        Assert.Equal(["f2", "f4", "f8", "none", "python2", "scalar", "vector"], source.Tensors.Select(tensor => tensor.Name));
        Assert.Equal(["1x2", "1x2", "1x2", "3x0", "2x1", "a single value", "2"], source.Tensors.Select(tensor => tensor.ShapeText));
        foreach (string name in new[] { "f4", "f8", "f2", "python2", "vector" }) Assert.Equal([1f, -2.5f], Read(source, name));
        Assert.Equal([-2.5f], Read(source, "scalar"));
        Assert.Empty(Read(source, "none"));
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => source.Read("stranger", [])).ParamName);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => source.Read("f4", new float[3])).ParamName);
    }

    [Fact]
    public void The_writer_puts_down_the_bytes_of_numpy()
    {
        Npy.Save(At("a.npy"), [1f, -2.5f], 2);
        byte[] text = Encoding.ASCII.GetBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".PadRight(117) + "\n");
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. text, .. s_floats], File.ReadAllBytes(At("a.npy")));
        Npy.Save(At("b.npy"), [1f]);
        Assert.Contains("'shape': (), }", File.ReadAllText(At("b.npy")));
        Assert.Contains("negative", Assert.Throws<ArgumentException>(() => Npy.Save(At("c.npy"), [1f], -1, -1)).Message);
        Assert.Contains("65 dimensions", Assert.Throws<ArgumentException>(() => Npy.Save(At("c.npy"), [1f], [.. Enumerable.Repeat(1, 65)])).Message);
        Assert.Throws<ArgumentException>(() => Npy.Save(At("c.npy"), [], [.. Enumerable.Repeat(1 << 30, 64)]));
        Assert.False(File.Exists(At("c.npy")));
    }

    [Theory]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }", "is of type <i8; <f4, <f8 and <f2 are read")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2,), }", "is of type >f4")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "is of type |O")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }", "Fortran order; C order is read (in Python: numpy.ascontiguousarray(a))")]
    public void What_is_sound_but_not_read_is_listed_and_says_so(string header, string expected)
    {
        string path = Write("a", header, s_floats);
        using IWeightSource source = WeightFiles.Open(Folder);
        Assert.Contains(expected, Assert.Single(source.Tensors).Obstacle);
        string message = Assert.Throws<WeightFileException>(() => Read(source, "a")).Message;
        Assert.Contains(expected, message);
        Assert.Contains(path, message);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", "takes 24 bytes, 8 follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "4 bytes follow the array")]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (1, 2), }", "takes 16 bytes, 8 follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 2), }", "larger than any file")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807,), }", "larger than any file")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", "larger than any file")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775808,), }", "larger than any file")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, -1), }", "negative extent")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2), }", "(2) where a tuple is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 2, }", "2 where ( is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2 1), }", "1 where a comma or ) is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 1), }", ". where a comma or ) is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (,), }", ", where an extent is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': false, 'shape': (2,), }", "f where True or False is expected")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,), }", "0 where True or False is expected")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,), }", "records with fields")]
    [InlineData("{'descr': '<f4\\x00', 'fortran_order': False, 'shape': (2,), }", "a type of unusual characters")]
    [InlineData("{'descr': '<f4', 'shape': (2,), }", "not all of")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}", "\"more\" where")]
    [InlineData("{'shape': (2,), 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "\"shape\" where")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x", "x after the end")]
    [InlineData("{'descr': '<f4", "no end of a type")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,", "the end where an extent is expected")]
    [InlineData("{", "the end where a key is expected")]
    [InlineData("", "the end where { is expected")]
    public void Headers_that_break_the_format_are_refused(string header, string expected)
    {
        string path = Write("a", header, s_floats);
        Assert.Contains(expected, Refused(path));
    }

    [Fact]
    public void A_shape_of_too_many_dimensions_is_refused()
    {
        string ones = string.Concat(Enumerable.Repeat("1, ", 64));
        Write("a", $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({ones}), }}", s_floats[4..]);
        using (IWeightSource source = WeightFiles.Open(Folder)) Assert.Equal([-2.5f], Read(source, "a"));
        Assert.Contains("more than 64", Refused(Write("a", $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({ones}1), }}", s_floats[4..])));
    }

    [Fact]
    public void Prefixes_that_break_the_format_are_refused_before_anything_is_allocated()
    {
        string path = At("a.npy");
        byte[] sound = File.ReadAllBytes(Write("a", Good, s_floats));
        Change(0, [0x92], "does not start as a NumPy array file");
        Change(6, [0, 0], "version 0.0; 1.0, 2.0 and 3.0 are read");
        Change(6, [4, 0], "version 4.0");
        Change(6, [1, 1], "version 1.1");
        Change(8, [0xFF, 0xFF], "a header of 65535 bytes is announced");
        // The length of 2.0 has four bytes: 4 GiB of header would be allocated.
        Change(6, [2, 0, 0xFF, 0xFF, 0xFF, 0xFF], "its header has 4294967295 bytes; at most 65535");

        void Change(int at, byte[] bytes, string expected)
        {
            byte[] changed = [.. sound];
            bytes.CopyTo(changed, at);
            File.WriteAllBytes(path, changed);
            Assert.Contains(expected, Refused(path));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_truncation_is_an_error(int major)
    {
        byte[] file = File.ReadAllBytes(Write("a", Good, s_floats, major));
        for (int length = 0; length < file.Length; length++)
        {
            File.WriteAllBytes(At("a.npy"), file[..length]);
            Refused(At("a.npy"));
        }
    }

    /// <summary>Whatever the bytes are: an array of as many values as the file has bytes for, or the error of the library.</summary>
    [Fact]
    public void Mutated_headers_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(11);
        byte[][] seeds =
        [
            Bytes(Good, s_floats, 1), Bytes(Good, s_floats, 2), Bytes("{'shape': (2L,), 'descr': '<f8', 'fortran_order': True}", [.. s_floats, .. s_floats], 3),
        ];
        string[] words = ["(", ")", ",", "'", "\"", "-", "0", "9223372036854775807", "L", "{", "}", "[", "True", "<f2", "|O", "\0", "\u00FF"];
        int read = 0, refused = 0;
        var watch = Stopwatch.StartNew();
        for (int round = 0; round < 30_000 && watch.ElapsedMilliseconds < 1500; round++)
        {
            byte[] file = [.. seeds[random.Next(seeds.Length)]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(file.Length);
                file = random.Next(4) switch
                {
                    0 => [.. file[..at], (byte)random.Next(256), .. file[(at + 1)..]],
                    1 => [.. file[..at], .. Encoding.Latin1.GetBytes(words[random.Next(words.Length)]), .. file[at..]],
                    2 => [.. file[..at], .. file[Math.Min(file.Length, at + random.Next(1, 9))..]],
                    _ => [.. file[..at], (byte)(file[at] ^ 1 << random.Next(8)), .. file[(at + 1)..]],
                };
                if (file.Length == 0) file = [0];
            }

            using ByteSource bytes = ByteSource.Of(new MemoryStream(file), "a");
            try
            {
                NpyHeader header = NpyHeader.Read(bytes);
                WeightTensor tensor = header.Tensor("a");
                if (tensor.Obstacle is null)
                {
                    Assert.Equal(file.Length - header.DataStart, tensor.Count * FloatValues.SizeOf(header.FloatType!.Value));
                    FloatValues.Read(bytes, header.DataStart, header.FloatType.Value, "a", new float[tensor.Count]);
                }

                read++;
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.True(read > 20 && refused > 200, $"{read} were read, {refused} refused.");
    }

    [SharedFact("data/caffe-layer-goldens", "data/squeezenet-v1.1/weights")]
    public void Files_that_NumPy_wrote_are_read()
    {
        foreach (string folder in new[] { Shared.At("data/caffe-layer-goldens"), Shared.At("data/squeezenet-v1.1/weights") })
        {
            using IWeightSource source = WeightFiles.Open(folder);
            WeightTensor[] readable = [.. source.Tensors.Where(tensor => tensor.Obstacle is null)];
            Assert.NotEmpty(readable);
            Assert.All(readable, tensor => Assert.All(Read(source, tensor.Name), value => Assert.True(float.IsFinite(value))));
        }
    }

    private static float[] Read(IWeightSource source, string name)
    {
        var values = new float[source.Tensors.Single(tensor => tensor.Name == name).Count];
        source.Read(name, values);
        return values;
    }

    private string Refused(string path)
    {
        string message = Assert.Throws<WeightFileException>(() => WeightFiles.Open(Folder)).Message;
        Assert.Contains(path, message);
        return message;
    }

    private string Write(string name, string header, byte[] data, int major = 1)
    {
        File.WriteAllBytes(At(name + ".npy"), Bytes(header, data, major));
        return At(name + ".npy");
    }

    private static byte[] Bytes(string header, byte[] data, int major)
    {
        byte[] text = Encoding.Latin1.GetBytes(header);
        byte[] length = major == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)major, 0, .. length, .. text, .. data];
    }
}
