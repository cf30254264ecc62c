using System;
using System.Linq;

namespace FcnGen.Training.Tests;

public sealed class EncodingTests
{
    // Two rows of three pixels; red is 10·(place), green 100 + place, blue 200 + place.
    private static readonly Picture Small = new([.. Enumerable.Range(0, 6).SelectMany(place => new[] { (byte)(10 * place), (byte)(100 + place), (byte)(200 + place) })], 3, 2);

    [Fact]
    public void Order_mean_and_scale_are_applied()
    {
        var values = new float[18];
        new Preprocessing { Order = ChannelOrder.Bgr, Mean = [104, 116, 122], Scale = 0.5f }.Encode(Small, values);
        for (int place = 0; place < 6; place++)
        {
            Assert.Equal((200 + place - 104) * 0.5f, values[place]);
            Assert.Equal((100 + place - 116) * 0.5f, values[6 + place]);
            Assert.Equal((10 * place - 122) * 0.5f, values[12 + place]);
        }

        new Preprocessing().Encode(Small, values);
        Assert.Equal([0, 10, 20, 30, 40, 50], values[..6]);
    }

    [Fact]
    public void One_channel_gets_luma()
    {
        var values = new float[6];
        new Preprocessing { Mean = [100] }.Encode(Small, values);
        Assert.Equal(0.299 * 50 + 0.587 * 105 + 0.114 * 205 - 100, values[5], 4);
    }

    [Fact]
    public void Wrong_room_or_mean_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => new Preprocessing().Encode(Small, new float[12]));
        Assert.Throws<ArgumentException>(() => new Preprocessing { Mean = [1, 2] }.Encode(Small, new float[18]));
    }

    [Fact]
    public void A_region_mirrors_shifts_and_exposes_mean_and_void()
    {
        var region = new PictureRegion(Top: 1, Left: -1, Height: 2, Width: 3, Mirror: true);
        var values = new float[18];
        new Preprocessing { Mean = [7, 0, 0] }.Encode(Small, region, values);
        // Row 1 mirrored is 50 40 30; one column to the left of it is outside, and so is the row below.
        Assert.Equal([0, 43, 33, 0, 0, 0], values[..6]);
        var labels = new byte[6];
        region.Copy(new LabelMap([0, 1, 2, 3, 4, 5], 3, 2), labels, ignoreLabel: 255);
        Assert.Equal(new byte[] { 255, 5, 4, 255, 255, 255 }, labels);
    }

    [Fact]
    public void Augmentation_depends_on_the_key_alone_and_covers_its_range()
    {
        var augmentation = new MirrorAndJitter(Mirror: true, Jitter: 3);
        PictureRegion[] regions = [.. Enumerable.Range(0, 2000).Select(key => augmentation.Choose(10, 12, null, (uint)key))];
        Assert.Equal(regions[17], augmentation.Choose(10, 12, null, 17));
        Assert.Equal(Enumerable.Range(-3, 7), regions.Select(region => region.Top).Distinct().Order());
        Assert.Equal(Enumerable.Range(-3, 7), regions.Select(region => region.Left).Distinct().Order());
        Assert.InRange(regions.Count(region => region.Mirror), 900, 1100);
        Assert.Equal(new PictureRegion(0, 0, 10, 12), MirrorAndJitter.None.Choose(10, 12, null, 5));
    }

    [Fact]
    public void Crops_lie_within_a_larger_and_around_a_smaller_picture()
    {
        PictureRegion[] regions = [.. Enumerable.Range(0, 500).Select(key => MirrorAndJitter.None.Choose(10, 4, (6, 7), (uint)key))];
        Assert.Equal(Enumerable.Range(0, 5), regions.Select(region => region.Top).Distinct().Order());
        Assert.Equal(Enumerable.Range(-3, 4), regions.Select(region => region.Left).Distinct().Order());
        Assert.All(regions, region => Assert.Equal((6, 7), (region.Height, region.Width)));
    }
}
