using System;

namespace FcnGen.Samples.Quickstart;

/// <summary>
/// Stretches the grey values of each picture so that its darkest and brightest percent span 0 to 255. Microscopes differ in exposure
/// by a factor of ten and more; a network that is trained for minutes should not have to learn that.
/// </summary>
internal sealed class StretchedContrast(IDataset source) : IDataset
{
    private const double Share = 0.01;

    public int Count => source.Count;

    public string NameOf(int index) => source.NameOf(index);

    public SampleFiles? FilesOf(int index) => source.FilesOf(index) is { } files ? files with { Reading = files.Reading + "stretched;" } : null;

    public Sample Load(int index)
    {
        Sample sample = source.Load(index);
        return sample with { Picture = Stretch(sample.Picture) };
    }

    private static Picture Stretch(Picture picture)
    {
        var histogram = new int[256];
        foreach (byte value in picture.Pixels) histogram[value]++;
        int low = Quantile(histogram, picture.Pixels.Length, Share), high = Quantile(histogram, picture.Pixels.Length, 1 - Share);
        if (high <= low) return picture;
        var table = new byte[256];
        for (int value = 0; value < 256; value++) table[value] = (byte)Math.Clamp((value - low) * 255 / (high - low), 0, 255);
        var pixels = new byte[picture.Pixels.Length];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = table[picture.Pixels[i]];
        return new Picture(pixels, picture.Width, picture.Height);
    }

    private static int Quantile(int[] histogram, int total, double share)
    {
        long wanted = (long)(share * total), seen = 0;
        for (int value = 0; value < 256; value++)
        {
            seen += histogram[value];
            if (seen > wanted) return value;
        }

        return 255;
    }
}
