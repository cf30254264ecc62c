using System;
using System.Collections.Generic;
using System.Globalization;

namespace FcnGen;

/// <summary>
/// The augmentation that the paper tried: random mirroring and random translation by up to some pixels. What the shift exposes is the
/// mean colour and void. A function of a key, so a resumed run repeats it.
/// </summary>
/// <param name="Mirror">True to mirror half of the pictures left to right.</param>
/// <param name="Jitter">Largest shift in pixels, up, down, left and right. The paper used 32.</param>
public sealed record MirrorAndJitter(bool Mirror = true, int Jitter = 0) : IAugmentation
{
    private const int MaxJitter = 1 << 28;

    /// <summary>No augmentation.</summary>
    public static MirrorAndJitter None { get; } = new(Mirror: false);

    /// <inheritdoc/>
    public bool ReachesOutside => Jitter > 0;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        [nameof(Mirror)] = Mirror ? "yes" : "no", [nameof(Jitter)] = Jitter.ToString(CultureInfo.InvariantCulture),
    };

    /// <inheritdoc/>
    public AugmentedSample Apply(Sample sample, (int Height, int Width)? crop, uint key)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return new AugmentedSample(sample, Choose(sample.Height, sample.Width, crop, key));
    }

    /// <inheritdoc/>
    public void Validate()
    {
        if (Jitter is < 0 or > MaxJitter)
            throw new ArgumentOutOfRangeException(nameof(Jitter), Jitter, FormattableString.Invariant($"Augmentation has a jitter of 0 to {MaxJitter}; it is {Jitter}."));
    }

    /// <summary>The region of a picture for a key.</summary>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="crop">Size of the region; null for that of the picture. A crop lies at a random place within the picture, then jitters.</param>
    /// <param name="key">Seed of this choice.</param>
    public PictureRegion Choose(int height, int width, (int Height, int Width)? crop, uint key)
    {
        var random = new RandomStream(key);
        bool mirror = Mirror && (random.NextBits() & 0x8000_0000u) != 0;
        (int regionHeight, int regionWidth) = crop ?? (height, width);
        int top = Place(ref random, height - regionHeight), left = Place(ref random, width - regionWidth);
        if (Jitter > 0)
        {
            top += random.NextBelow(2 * Jitter + 1) - Jitter;
            left += random.NextBelow(2 * Jitter + 1) - Jitter;
        }

        return new PictureRegion(top, left, regionHeight, regionWidth, mirror);
    }

    // A region larger than the picture is put around it at a random place too.
    private static int Place(ref RandomStream random, int room) => room >= 0 ? random.NextBelow(room + 1) : -random.NextBelow(-room + 1);
}
