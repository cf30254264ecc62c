using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Text;
using FcnGen.Formats;

namespace FcnGen.Training.Tests;

public sealed class SafeTensorsTests : TemporaryFolder
{
    [Fact]
    public void Bytes_written_by_hand_are_read()
    {
        string path = Write(
            """{"__metadata__":{"by":"hand"},"f":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"d":{"dtype":"F64","shape":[1],"data_offsets":[8,16]},"h":{"dtype":"F16","shape":[2],"data_offsets":[16,20]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[20,24]},"n":{"dtype":"I64","shape":[],"data_offsets":[24,32]}}""",
            [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F, 0, 0x3C, 0, 0xC4, 0x80, 0x3F, 0x20, 0xC0, 1, 0, 0, 0, 0, 0, 0, 0]);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        Assert.Equal("hand", file.Metadata["by"]);
        Assert.Equal(["f", "d", "h", "b", "n"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([1f, -2.5f], Read(file, "f"));
        Assert.Equal([0.5f], Read(file, "d"));
        Assert.Equal([1f, -4f], Read(file, "h"));
        Assert.Equal([1f, -2.5f], Read(file, "b"));
        Assert.Contains("I64", Assert.Throws<WeightFileException>(() => Read(file, "n")).Message);
        Assert.Equal([0.5], file.ReadDoubles("d"));
        Assert.Null(file.Find("none"));
    }

    [Fact]
    public void The_writer_puts_down_the_documented_bytes()
    {
        SafeTensorsWriter.Save(At("a"), [new FloatTensor("w", [1, 2], values => (values[0], values[1]) = (1, -2.5f)), new DoubleTensor("d", [0.5])], null);
        byte[] file = File.ReadAllBytes(At("a"));
        long length = BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"d":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}""",
            Encoding.UTF8.GetString(file, 8, (int)length).TrimEnd(' '));
        Assert.Equal(new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F }, file[(8 + (int)length)..]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "cut short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "follow the last")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "takes 12 bytes, but 8")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "unknown type F33")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "no valid place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "negative extent")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,8]}}""", 8, "not as the format says")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 8, "b overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "a gap of 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "not as the format says")]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", 8, "not as the format says")]
    [InlineData("""["a"]""", 0, "not a JSON object")]
    [InlineData("""{"a":""", 0, "not as the format says")]
    public void Headers_that_break_the_format_are_refused(string header, int dataBytes, string expected)
    {
        string path = Write(header, new byte[dataBytes]);
        string message = Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(path)).Message;
        Assert.Contains(expected, message);
        Assert.Contains(path, message);
    }

    [Fact]
    public void Other_files_are_refused()
    {
        File.WriteAllText(At("text"), "PK this is a zip archive of pickles");
        Assert.Contains("not a safetensors file, and weights are those and folders of .npy files", Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(At("text"))).Message);
        File.WriteAllText(At("short"), "PK");
        Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(At("short")));
        Assert.Contains("does not exist", Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(At("none"))).Message);
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        SafeTensorsWriter.Save(At("a"), [new FloatTensor("w", [1, 2], _ => { })], null);
        byte[] file = File.ReadAllBytes(At("a"));
        for (int length = 0; length < file.Length; length++)
        {
            File.WriteAllBytes(At("cut"), file[..length]);
            Assert.Throws<WeightFileException>(() => SafeTensorsFile.Open(At("cut")));
        }
    }

    private static float[] Read(SafeTensorsFile file, string name)
    {
        var values = new float[file.Find(name)!.Count];
        file.Read(name, values);
        return values;
    }

    private string Write(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(At("hand.safetensors"), [.. BitConverter.GetBytes((long)text.Length), .. text, .. data]);
        return At("hand.safetensors");
    }
}
