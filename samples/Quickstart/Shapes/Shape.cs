using System;

namespace FcnGen.Samples.Quickstart.Shapes;

/// <summary>The classes of the drawn pictures; the values are the labels.</summary>
internal enum ShapeKind : byte
{
    Background,
    Disc,
    Rectangle,
    Triangle,
    Ring,
}

/// <summary>A shape in a picture, described by the signed distance to its outline (negative inside), in pixels.</summary>
internal readonly record struct Shape(ShapeKind Kind, float X, float Y, float Radius, float Angle, float Aspect)
{
    /// <summary>Draws a shape that lies inside a square picture.</summary>
    public static Shape Random(Random random, ShapeKind kind, int side)
    {
        float radius = 10 + 10 * random.NextSingle();
        float room = side - 2 * (radius * 0.8f);
        return new Shape(
            kind,
            radius * 0.8f + room * random.NextSingle(),
            radius * 0.8f + room * random.NextSingle(),
            radius,
            random.NextSingle() * MathF.Tau,
            0.55f + 0.4f * random.NextSingle());
    }

    /// <summary>Distance from a pixel's centre to the outline; negative inside.</summary>
    public float Distance(float x, float y)
    {
        (float sin, float cos) = MathF.SinCos(Angle);
        float u = (x - X) * cos + (y - Y) * sin;
        float v = (y - Y) * cos - (x - X) * sin;
        switch (Kind)
        {
            case ShapeKind.Disc:
                return MathF.Sqrt(u * u + v * v) - Radius;
            case ShapeKind.Ring:
                return MathF.Abs(MathF.Sqrt(u * u + v * v) - 0.72f * Radius) - 0.28f * Radius;
            case ShapeKind.Rectangle:
                float du = MathF.Abs(u) - 0.95f * Radius, dv = MathF.Abs(v) - 0.95f * Radius * Aspect;
                float outside = MathF.Sqrt(MathF.Max(du, 0) * MathF.Max(du, 0) + MathF.Max(dv, 0) * MathF.Max(dv, 0));
                return outside + MathF.Min(MathF.Max(du, dv), 0);
            case ShapeKind.Triangle:
                // Three half planes at equal angles; the inner radius is half the outer one.
                const float sin60 = 0.8660254f;
                float inner = 0.6f * Radius;
                return MathF.Max(-v, MathF.Max(sin60 * u + 0.5f * v, -sin60 * u + 0.5f * v)) - inner;
            default:
                return float.MaxValue;
        }
    }

    /// <summary>True if the shapes keep a few pixels apart.</summary>
    public bool KeepsClearOf(Shape other)
    {
        float dx = X - other.X, dy = Y - other.Y, reach = Reach + other.Reach + 2;
        return dx * dx + dy * dy > reach * reach;
    }

    private float Reach => Kind switch
    {
        ShapeKind.Triangle => 1.2f * Radius,
        ShapeKind.Rectangle => 0.95f * Radius * MathF.Sqrt(1 + Aspect * Aspect),
        _ => Radius,
    };
}
