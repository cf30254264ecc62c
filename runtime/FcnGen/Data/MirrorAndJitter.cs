namespace FcnGen;

/// <summary>
/// The augmentation that the paper tried: random mirroring and random translation by up to some pixels. What the shift exposes is the
/// mean colour and void. A function of a key, so a resumed run repeats it.
/// </summary>
/// <param name="Mirror">True to mirror half of the pictures left to right.</param>
/// <param name="Jitter">Largest shift in pixels, up, down, left and right. The paper used 32.</param>
public sealed record MirrorAndJitter(bool Mirror = true, int Jitter = 0)
{
    /// <summary>No augmentation.</summary>
    public static MirrorAndJitter None { get; } = new(Mirror: false);

    /// <summary>The window on a picture for a key.</summary>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="crop">Size of the window; null for that of the picture. A crop lies at a random place within the picture, then jitters.</param>
    /// <param name="key">Seed of this choice.</param>
    public Window Choose(int height, int width, (int Height, int Width)? crop, uint key)
    {
        var random = new RandomStream(key);
        bool mirror = Mirror && (random.NextBits() & 0x8000_0000u) != 0;
        (int windowHeight, int windowWidth) = crop ?? (height, width);
        int top = Place(ref random, height - windowHeight), left = Place(ref random, width - windowWidth);
        if (Jitter > 0)
        {
            top += random.NextBelow(2 * Jitter + 1) - Jitter;
            left += random.NextBelow(2 * Jitter + 1) - Jitter;
        }

        return new Window(top, left, windowHeight, windowWidth, mirror);
    }

    // A window larger than the picture is put around it at a random place too.
    private static int Place(ref RandomStream random, int room) => room >= 0 ? random.NextBelow(room + 1) : -random.NextBelow(-room + 1);
}
