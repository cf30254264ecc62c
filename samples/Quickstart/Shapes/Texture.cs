using System;

namespace FcnGen.Samples.Quickstart.Shapes;

/// <summary>A colour with a pattern: flat, stripes, checks or soft blobs.</summary>
internal sealed class Texture
{
    private readonly int _pattern;
    private readonly float _contrast, _fx, _fy, _phase;
    private readonly (float R, float G, float B) _tint;

    /// <summary>Draws a texture around a colour.</summary>
    public Texture(Random random, (float R, float G, float B) colour, float contrast)
    {
        Colour = colour;
        _pattern = random.Next(4);
        _contrast = contrast * random.NextSingle();
        float period = 4 + 14 * random.NextSingle(), angle = random.NextSingle() * MathF.Tau;
        _fx = MathF.Cos(angle) * MathF.Tau / period;
        _fy = MathF.Sin(angle) * MathF.Tau / period;
        _phase = random.NextSingle() * MathF.Tau;
        _tint = (random.NextSingle(), random.NextSingle(), random.NextSingle());
    }

    /// <summary>The mean colour, 0..255 per channel.</summary>
    public (float R, float G, float B) Colour { get; }

    /// <summary>The colour at a pixel.</summary>
    public (float R, float G, float B) At(float x, float y)
    {
        float along = x * _fx + y * _fy + _phase, across = x * _fy - y * _fx + _phase;
        float wave = _pattern switch
        {
            0 => 0,
            1 => MathF.Sin(along),
            2 => MathF.Sin(along) * MathF.Sin(across) > 0 ? 1 : -1,
            _ => (MathF.Sin(along * 0.53f) + MathF.Sin(across * 0.37f) + MathF.Sin((along + across) * 0.29f)) / 3,
        };
        float amount = wave * _contrast;
        return (Colour.R + amount * (0.5f + _tint.R), Colour.G + amount * (0.5f + _tint.G), Colour.B + amount * (0.5f + _tint.B));
    }
}
