using System.Collections.Generic;

namespace FcnGen.Samples.Fcn.Segmentation;

/// <summary>One picture to segment and where its results go; null for results that were not asked for.</summary>
internal sealed record SegmentJob(string Input, string? Labels, string? Overlay, string? Scores)
{
    /// <summary>The files that are written.</summary>
    public IEnumerable<(string Path, DerivedKind Kind)> Outputs
    {
        get
        {
            if (Labels is not null) yield return (Labels, DerivedKind.Labels);
            if (Overlay is not null) yield return (Overlay, DerivedKind.Picture);
            if (Scores is not null) yield return (Scores, DerivedKind.Scores);
        }
    }
}
