using System;

namespace FcnGen.Training.Tests;

/// <summary>Pictures for tests.</summary>
internal static class Pictures
{
    /// <summary>Random pixels.</summary>
    public static Picture Random(int height, int width, int seed)
    {
        var pixels = new byte[height * width * 3];
        new Random(seed).NextBytes(pixels);
        return new Picture(pixels, width, height);
    }

    /// <summary>Per pixel the number of the largest colour, the first of equals.</summary>
    public static byte[] Largest(Picture picture)
    {
        var labels = new byte[picture.Height * picture.Width];
        for (int i = 0; i < labels.Length; i++)
        {
            for (byte c = 1; c < 3; c++)
            {
                if (picture.Pixels[i * 3 + c] > picture.Pixels[i * 3 + labels[i]]) labels[i] = c;
            }
        }

        return labels;
    }
}
