using System;
using System.Linq;

namespace FcnGen.Training.Tests;

/// <summary>Rasters and what a network is fed of them, against plain double precision and published constants.</summary>
public sealed class RasterTests
{
    [Fact]
    public void Values_of_16_bits_are_encoded_as_in_double_arithmetic()
    {
        const int height = 7, width = 9, channels = 4;
        var random = new Random(1);
        ushort[] values = [.. Enumerable.Range(0, height * width * channels).Select(_ => (ushort)random.Next(1 << 16))];
        (values[0], values[1]) = (0, ushort.MaxValue);
        float[] mean = [30000.5f, 0, 123.25f, 65535], deviation = [12000.75f, 0.5f, 33, 1e-3f];
        var preprocessing = new Preprocessing { Mean = mean, Deviation = deviation, Scale = 1 / 3f };
        var raster = new Raster(values, channels, width, height);
        var region = new PictureRegion(Top: -2, Left: 3, Height: 11, Width: 8, Mirror: true);
        var found = new float[channels * 11 * 8];
        preprocessing.Encode(raster, region, found);
        int inside = 0;
        for (int i = 0; i < found.Length; i++)
        {
            int channel = i / 88, y = i % 88 / 8 - 2, x = width - 1 - (i % 8 + 3);
            if (y is < 0 or >= height || x is < 0 or >= width)
            {
                Assert.Equal(0, found[i]);
                continue;
            }

            inside++;
            double expected = (values[(y * width + x) * channels + channel] - (double)mean[channel]) / deviation[channel] * preprocessing.Scale;
            Assert.InRange(Math.Abs(found[i] - expected), 0, 3e-7 * Math.Max(Math.Abs(expected), 1e-6));
        }

        Assert.Equal(7 * 6 * channels, inside);
    }

    [Fact]
    public void Torchvisions_constants_give_its_published_range()
    {
        // Of black and white, as torchvision's Normalize has it for models trained on ImageNet.
        (double Black, double White)[] published = [(-2.1179, 2.2489), (-2.0357, 2.4286), (-1.8044, 2.6400)];
        var values = new float[3 * 256];
        var ramp = new Picture([.. Enumerable.Range(0, 256).SelectMany(value => new[] { (byte)value, (byte)value, (byte)value })], 256, 1);
        foreach (Preprocessing preprocessing in new[] { TorchNet.Definition.Preprocessing, ScaledTorchNet.Definition.Preprocessing })
        {
            preprocessing.Encode(ramp, values);
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.Equal(published[channel].Black, values[256 * channel], 4);
                Assert.Equal(published[channel].White, values[256 * channel + 255], 4);
                double mean = new[] { 0.485, 0.456, 0.406 }[channel], deviation = new[] { 0.229, 0.224, 0.225 }[channel];
                for (int value = 0; value < 256; value++) Assert.InRange(Math.Abs((value / 255.0 - mean) / deviation - values[256 * channel + value]), 0, 1e-6);
            }
        }
    }

    [Fact]
    public void A_declared_network_knows_how_each_input_is_made()
    {
        Assert.Equal(["color", "depth"], DepthNet.Definition.Inputs.Select(input => input.Name));
        Preprocessing color = DepthNet.Definition.Inputs[0].Preprocessing, depth = DepthNet.Definition.Inputs[1].Preprocessing;
        Assert.Equal((ChannelOrder.Bgr, 1f, 0, 1e-4f), (color.Order, color.Scale, depth.Deviation.Count, depth.Scale));
        Assert.Equal([50f, 60, 70], color.Deviation);
        Assert.Equal([20000f], depth.Mean);
        Assert.Same(color.Mean, DepthNet.Definition.InputPreprocessing[0].Mean);
        Assert.Equal(100, DepthNet.Definition.Preprocessing.Mean[0]);
        Assert.Equal([1000f, 2000, 3000, 4000, 5000], BandNet.Definition.Preprocessing.Deviation);
        Assert.Equal(("data", 5), (BandNet.Definition.Inputs[0].Name, BandNet.Definition.Inputs[0].Channels));
        Assert.Empty(BandNet.Definition.InputPreprocessing);
    }

    [Fact]
    public void Three_channels_are_turned_around_for_bgr_and_others_are_not()
    {
        var bgr = new Preprocessing { Order = ChannelOrder.Bgr };
        var three = new float[3];
        bgr.Encode(new Raster(new ushort[] { 1000, 2000, 3000 }, 3, 1, 1), three);
        Assert.Equal([3000f, 2000, 1000], three);
        var four = new float[4];
        bgr.Encode(new Raster(new byte[] { 1, 2, 3, 4 }, 4, 1, 1), four);
        Assert.Equal([1f, 2, 3, 4], four);
    }

    [Fact]
    public void A_picture_is_a_raster_of_the_same_bytes_that_encodes_alike()
    {
        Picture picture = TestPictures.Noise(6, 5, 3);
        Raster raster = picture;
        Assert.Same(picture.Pixels, raster.Values8);
        Assert.Same(raster, Raster.Of(picture));
        Assert.Equal((6, 5, 3, 8), (raster.Height, raster.Width, raster.Channels, raster.BitDepth));
        var preprocessing = new Preprocessing { Order = ChannelOrder.Bgr, Mean = [1, 2, 3], Deviation = [4, 5, 6], Scale = 7 };
        float[] expected = new float[90], found = new float[90], own = new float[90];
        preprocessing.Encode(picture, expected);
        preprocessing.Encode(raster, found);
        preprocessing.Encode(new Raster(picture.Pixels, 3, 5, 6), own);
        Assert.Equal(expected, found);
        Assert.Equal(expected, own);

        // Luma is of pictures alone: three bands of something else have none.
        float[] luma = new float[30];
        new Preprocessing().Encode(raster, luma);
        Assert.Equal(0.299 * picture.Pixels[0] + 0.587 * picture.Pixels[1] + 0.114 * picture.Pixels[2], luma[0], 4);
        Assert.Throws<ArgumentException>(() => new Preprocessing().Encode(new Raster(picture.Pixels, 3, 5, 6), luma));
    }

    [Fact]
    public void Channels_are_selected()
    {
        var raster = new Raster(new ushort[] { 1, 2, 3, 4, 10, 20, 30, 40 }, 4, 2, 1);
        Raster some = raster.Select(3, 0, 0);
        Assert.Equal(new ushort[] { 4, 1, 1, 40, 10, 10 }, some.Values16);
        Assert.Equal((1, 2, 3, 16), (some.Height, some.Width, some.Channels, some.BitDepth));
        Assert.Equal(new byte[] { 2 }, new Raster(new byte[] { 1, 2 }, 2, 1, 1).Select(1).Values8);
        Assert.Equal(30, raster[0, 1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Select(4));
        Assert.Throws<ArgumentException>(() => raster.Select());
        Assert.Throws<ArgumentOutOfRangeException>("column", () => raster[0, 2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>("channel", () => raster[0, 0, -1]);
    }

    [Fact]
    public void Wrong_counts_are_errors()
    {
        Assert.Contains("A 2x3x4 raster (height x width x channels) has 24 values; 23 were given", Assert.Throws<ArgumentException>(() => new Raster(new ushort[23], 4, 3, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new Raster(new byte[0], 0, 3, 2));
        // One that 32 bits would have taken for 0.
        Assert.Throws<ArgumentException>(() => new Raster(new byte[0], 1 << 12, 1 << 10, 1 << 10));
        var raster = new Raster(new byte[8], 2, 2, 2);
        Assert.Throws<ArgumentException>(() => new Preprocessing().Encode(raster, new float[4]));
        Assert.Throws<ArgumentException>(() => new Preprocessing { Mean = [1] }.Encode(raster, new float[8]));
        Assert.Throws<ArgumentException>(() => new Preprocessing { Deviation = [1, 2, 3] }.Encode(raster, new float[8]));
        foreach (float deviation in new[] { 0, -1, float.NaN, float.PositiveInfinity })
            Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => new Preprocessing { Deviation = [1, deviation] }.Encode(raster, new float[8])).Message);
    }
}

[FullyConvNet(Channels = 3, Mean = [0.485 * 255, 0.456 * 255, 0.406 * 255], Deviation = [0.229 * 255, 0.224 * 255, 0.225 * 255], InferenceOnly = true)]
public partial class TorchNet
{
    [Score(2), Output] public partial Layer Score { get; }
}

/// <summary>The same in torchvision's own unit: the factor brings values to 0 to 1.</summary>
[FullyConvNet(Channels = 3, Mean = [0.485 * 255, 0.456 * 255, 0.406 * 255], Deviation = [0.229, 0.224, 0.225], InputScale = 1 / 255.0, InferenceOnly = true)]
public partial class ScaledTorchNet
{
    [Score(2), Output] public partial Layer Score { get; }
}
