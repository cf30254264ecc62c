using System;
using System.Collections.Generic;

namespace FcnGen.Samples.Quickstart.Shapes;

/// <summary>
/// Draws pictures with exact labels: two to four shapes on a textured ground, thin lines as clutter, uneven light, noise. Pixels on an
/// outline belong to neither side and are labelled void (255), as in PASCAL VOC.
/// </summary>
internal static class ShapePainter
{
    /// <summary>The label that is neither trained on nor scored.</summary>
    public const byte Void = 255;

    /// <summary>Draws picture number <paramref name="index"/> of the series <paramref name="seed"/>; the same every time.</summary>
    public static (Picture Picture, LabelMap Labels) Draw(int side, int seed, int index)
    {
        var random = new Random(unchecked(seed * 1_000_003 + index * 7919 + 12345));
        (float R, float G, float B) groundColour = RandomColour(random);
        var ground = new Texture(random, groundColour, 30);
        List<(Shape Shape, Texture Texture)> shapes = Scatter(random, side, groundColour);
        (float X, float Y, float Nx, float Ny, float Half)[] lines = Lines(random, side);
        Texture ink = new(random, RandomColour(random), 0);
        float lightX = 0.5f * (random.NextSingle() - 0.5f), lightY = 0.5f * (random.NextSingle() - 0.5f);
        float noise = 3 + 9 * random.NextSingle();

        var pixels = new byte[side * side * 3];
        var labels = new byte[side * side];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                (float R, float G, float B) colour = ground.At(x, y);
                foreach ((float lx, float ly, float nx, float ny, float half) in lines)
                {
                    float distance = MathF.Abs((x - lx) * nx + (y - ly) * ny) - half;
                    colour = Mix(colour, ink.At(x, y), Coverage(distance));
                }

                byte label = (byte)ShapeKind.Background;
                foreach ((Shape shape, Texture texture) in shapes)
                {
                    float distance = shape.Distance(x, y);
                    colour = Mix(colour, texture.At(x, y), Coverage(distance));
                    if (MathF.Abs(distance) < 1) label = Void;
                    else if (distance < 0) label = (byte)shape.Kind;
                }

                float light = 1 + lightX * (2f * x / side - 1) + lightY * (2f * y / side - 1);
                int at = y * side + x;
                pixels[3 * at] = Byte(colour.R * light + noise * Gaussian(random));
                pixels[3 * at + 1] = Byte(colour.G * light + noise * Gaussian(random));
                pixels[3 * at + 2] = Byte(colour.B * light + noise * Gaussian(random));
                labels[at] = label;
            }
        }

        return (new Picture(pixels, side, side), new LabelMap(labels, side, side));
    }

    private static List<(Shape Shape, Texture Texture)> Scatter(Random random, int side, (float R, float G, float B) groundColour)
    {
        var shapes = new List<(Shape Shape, Texture Texture)>();
        int wanted = 2 + random.Next(3);
        for (int attempt = 0; attempt < 40 && shapes.Count < wanted; attempt++)
        {
            Shape shape = Shape.Random(random, (ShapeKind)(1 + random.Next(4)), side);
            if (!shapes.TrueForAll(other => shape.KeepsClearOf(other.Shape))) continue;
            (float R, float G, float B) colour;
            do colour = RandomColour(random);
            while (MathF.Abs(colour.R - groundColour.R) + MathF.Abs(colour.G - groundColour.G) + MathF.Abs(colour.B - groundColour.B) < 120);
            shapes.Add((shape, new Texture(random, colour, 30)));
        }

        return shapes;
    }

    private static (float X, float Y, float Nx, float Ny, float Half)[] Lines(Random random, int side)
    {
        var lines = new (float X, float Y, float Nx, float Ny, float Half)[random.Next(3)];
        for (int i = 0; i < lines.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(random.NextSingle() * MathF.Tau);
            lines[i] = (side * random.NextSingle(), side * random.NextSingle(), cos, sin, 0.5f + random.NextSingle());
        }

        return lines;
    }

    private static (float R, float G, float B) RandomColour(Random random) =>
        (30 + 195 * random.NextSingle(), 30 + 195 * random.NextSingle(), 30 + 195 * random.NextSingle());

    private static float Coverage(float distance) => Math.Clamp(0.5f - distance, 0, 1);

    private static (float R, float G, float B) Mix((float R, float G, float B) under, (float R, float G, float B) over, float amount) =>
        (under.R + amount * (over.R - under.R), under.G + amount * (over.G - under.G), under.B + amount * (over.B - under.B));

    private static byte Byte(float value) => (byte)Math.Clamp((int)MathF.Round(value), 0, 255);

    private static float Gaussian(Random random) =>
        MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
}
