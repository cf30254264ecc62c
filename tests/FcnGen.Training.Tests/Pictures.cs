namespace FcnGen.Training.Tests;

/// <summary>What networks of tests see in pictures.</summary>
internal static class Pictures
{
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
