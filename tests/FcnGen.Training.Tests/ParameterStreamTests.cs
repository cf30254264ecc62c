using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FcnGen.Formats;

namespace FcnGen.Training.Tests;

/// <summary>Weights from and into streams, and weights that are not finite.</summary>
public sealed class ParameterStreamTests : TemporaryFolder
{
    private readonly TestDevice _device = new();

    private TestParameters Toy(int seed = 1) =>
        new(_device, TestParameters.Describe([TestParameters.Conv("fc.weight", 3, 2, 2, 2), TestParameters.Bias("fc.bias", 3)]), seed);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_holds_the_bytes_of_the_file_and_loads_as_it(bool seeks)
    {
        using TestParameters one = Toy(seed: 1), other = Toy(seed: 2);
        var metadata = new Dictionary<string, string> { ["note"] = "ä" };
        one.Save(At("w"), metadata);
        using var written = new MemoryStream();
        using (var stream = new Plain(written, seeks)) one.Save(stream, metadata);
        Assert.Equal(File.ReadAllBytes(At("w")), written.ToArray());

        written.Position = 0;
        using var read = new Plain(written, seeks);
        LoadResult result = other.Load(read);
        Assert.Equal(["fc.weight", "fc.bias"], result.Loaded);
        Assert.Equal("ä", result.Metadata["note"]);
        Assert.Equal(Values(one, "fc.weight"), Values(other, "fc.weight"));
        Assert.True(written.CanRead); // the stream stays its owner's
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_is_read_from_where_it_stands(bool seeks)
    {
        using TestParameters one = Toy(seed: 1), other = Toy(seed: 2);
        using var stream = new MemoryStream();
        stream.Write(new byte[77]);
        one.Save(stream);
        stream.Position = 77;
        other.Load(new Plain(stream, seeks));
        Assert.Equal(Values(one, "fc.weight"), Values(other, "fc.weight"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stream_that_is_cut_short_changes_nothing_and_is_named(bool seeks)
    {
        using TestParameters one = Toy(seed: 1), other = Toy(seed: 2);
        float[] before = Values(other, "fc.weight");
        using var stream = new MemoryStream();
        one.Save(stream);
        foreach (int length in new[] { 0, 7, 20, (int)stream.Length - 1 })
        {
            var cut = new Plain(new MemoryStream(stream.ToArray()[..length]), seeks);
            Assert.StartsWith("the model store cannot be read", Assert.Throws<WeightFileException>(() => other.Load(cut, name: "the model store")).Message);
        }

        Assert.Equal(before, Values(other, "fc.weight"));
    }

    [Fact]
    public void A_stream_that_fails_or_cannot_be_read_is_an_error_of_its_kind()
    {
        using TestParameters toy = Toy();
        Assert.Contains("no network today", Assert.Throws<WeightFileException>(() => toy.Load(new Failing())).Message);
        Assert.Contains("no network today", Assert.Throws<IOException>(() => toy.Save(new Failing())).Message);
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => toy.Load(closed)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => toy.Save(closed)).ParamName);
    }

    [Fact]
    public void Values_that_are_not_finite_are_named_and_refused()
    {
        Write("w", weight => (weight[5], weight[17], weight[23]) = (float.NaN, float.PositiveInfinity, float.NaN), bias => bias[2] = float.NegativeInfinity);
        using TestParameters toy = Toy();
        float[] before = Values(toy, "fc.weight");
        string message = Assert.Throws<WeightValueException>(() => toy.Load(At("w"))).Message;
        Assert.StartsWith($"Nothing was loaded: {At("w")} holds values that are not finite numbers.", message);
        Assert.Contains("\n  fc.weight: 3 of 24 values, the first at index 5 (NaN at [0, 1, 0, 1])\n", message);
        Assert.Contains("\n  fc.bias: 1 of 3 values, the first at index 2 (-Infinity)\n", message);
        Assert.Contains("allowNotFinite", message);
        Assert.Throws<WeightValueException>(() => toy.Load(At("w"), LoadMode.Transplant));
        Assert.Equal(before, Values(toy, "fc.weight"));
    }

    [Fact]
    public void Values_that_are_not_finite_load_where_that_is_asked_for()
    {
        Write("w", weight => weight[5] = float.NaN, _ => { });
        using TestParameters toy = Toy();
        LoadResult result = toy.Load(At("w"), allowNotFinite: true);
        Assert.Equal(["fc.weight: 1 of 24 values, the first at index 5 (NaN at [0, 1, 0, 1])"], result.NotFinite);
        Assert.True(float.IsNaN(Values(toy, "fc.weight")[5]));
        Write("good", _ => { }, _ => { });
        Assert.Empty(toy.Load(At("good")).NotFinite);
    }

    [Fact]
    public void A_transplant_looks_only_at_what_it_takes()
    {
        SafeTensorsWriter.Save(
            At("w"),
            [new FloatTensor("fc.weight", [3, 2, 2, 2], values => values.AsSpan().Fill(1)), new FloatTensor("fc8.weight", [2], values => values[1] = float.NaN)], null);
        using TestParameters toy = Toy();
        Assert.Equal(["fc.weight"], toy.Load(At("w"), LoadMode.Transplant).Loaded);
    }

    [Fact]
    public void Doubles_beyond_float32_are_not_finite()
    {
        SafeTensorsWriter.Save(At("w"), [new DoubleTensor("fc.bias", [1, 1e300, 2])], null);
        using TestParameters toy = Toy();
        Assert.Contains("fc.bias: 1 of 3 values, the first at index 1 (Infinity)", Assert.Throws<WeightValueException>(() => toy.Load(At("w"), LoadMode.Transplant)).Message);
    }

    private static float[] Values(ParameterSet set, string name) => [.. ((TestBuffer)set[name].Values).Data];

    private void Write(string name, Action<float[]> weight, Action<float[]> bias) =>
        SafeTensorsWriter.Save(At(name), [new FloatTensor("fc.weight", [3, 2, 2, 2], weight), new FloatTensor("fc.bias", [3], bias)], null);

    /// <summary>A stream that can seek or not, and gives few bytes at a time.</summary>
    private sealed class Plain(Stream inner, bool seeks) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => seeks;

        public override bool CanWrite => true;

        public override long Length => seeks ? inner.Length : throw new NotSupportedException();

        public override long Position
        {
            get => seeks ? inner.Position : throw new NotSupportedException();
            set => inner.Position = seeks ? value : throw new NotSupportedException();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 13));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }

    private sealed class Failing : MemoryStream
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => throw new IOException("no network today");

        public override int Read(byte[] buffer, int offset, int count) => throw new IOException("no network today");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no network today");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("no network today");
    }
}
