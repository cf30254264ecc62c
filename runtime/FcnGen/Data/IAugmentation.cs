using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>
/// Random changes of samples while training, alike for all inputs and label maps of a sample (see <see cref="Sample.SelectInputs"/> and
/// <see cref="Sample.SelectLabels"/>). What it does is a function of the sample and a key alone, so that a resumed run repeats it; it
/// is called by several threads at once.
/// </summary>
public interface IAugmentation
{
    /// <summary>True if the region shown may reach beyond a picture that is as large as the crop; there the label is void.</summary>
    bool ReachesOutside { get; }

    /// <summary>
    /// Names and values of what it depends on: parts of a checkpoint, under which alone a run is resumed. They must tell it from every other
    /// augmentation, and none may have the name of a setting of <see cref="SolverOptions"/>.
    /// </summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>What the network is shown of a sample.</summary>
    /// <param name="sample">The sample; it is not changed.</param>
    /// <param name="crop">Size of the region to show; null for that of the picture.</param>
    /// <param name="key">Seed of this choice.</param>
    AugmentedSample Apply(Sample sample, (int Height, int Width)? crop, uint key);

    /// <summary>Throws if a setting makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the setting.</exception>
    void Validate();
}

/// <summary>What the network is shown of a sample.</summary>
/// <param name="Sample">The sample, changed or as it was; all its parts have one size.</param>
/// <param name="Region">The region of all its parts.</param>
public readonly record struct AugmentedSample(Sample Sample, PictureRegion Region);
