using System;
using System.Collections.Generic;
using System.IO;

namespace FcnGen.Samples.Quickstart;

/// <summary>Held-out pictures beside their truth and the prediction.</summary>
internal static class Gallery
{
    /// <summary>The picture that has them all.</summary>
    public const string FileName = "results.png";

    private const int Rows = 8;
    private const int LargestSide = 256;

    /// <summary>Writes one picture per sample and one with all of them.</summary>
    public static void Save(string folder, Network network, IDataset heldOut, ClassTable? names = null)
    {
        var rows = new List<IReadOnlyList<Picture>>();
        int count = Math.Min(Rows, heldOut.Count);
        for (int i = 0; i < count; i++)
        {
            // Spread over the set, which is sorted.
            Sample sample = heldOut.Load((int)((long)i * heldOut.Count / count));
            LabelMap predicted = network.Segment(sample.Picture);
            int enlarge = Math.Max(1, LargestSide / Math.Max(sample.Picture.Height, sample.Picture.Width));
            Picture[] row = [.. Array.ConvertAll(
                [sample.Picture, Paint(sample.Labels, names), Paint(predicted, names)],
                (Picture picture) => Panels.Enlarge(picture, enlarge))];
            Panels.Join([row]).Save(Path.Combine(folder, FormattableString.Invariant($"result-{i + 1}.png")));
            rows.Add(row);
        }

        Panels.Join(rows).Save(Path.Combine(folder, FileName));
    }

    private static Picture Paint(LabelMap labels, ClassTable? names) =>
        Overlay.Blend(new Picture(new byte[labels.Labels.Length * 3], labels.Width, labels.Height), labels, names?.Palette, opacity: 1, transparent: -1);
}
