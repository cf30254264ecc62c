using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The winning tap of up to four channels.</summary>
internal struct Taps
{
    private int _x;
    private int _y;
    private int _z;
    private int _w;

    /// <summary><paramref name="tap"/> where the value beats the best so far.</summary>
    public static Taps Win(Taps taps, F4 best, F4 value, int tap)
    {
        Taps r;
        r._x = value.X > best.X ? tap : taps._x;
        r._y = value.Y > best.Y ? tap : taps._y;
        r._z = value.Z > best.Z ? tap : taps._z;
        r._w = value.W > best.W ? tap : taps._w;
        return r;
    }

    /// <summary>The winners at <paramref name="at"/>, a multiple of the lanes.</summary>
    public static Taps Load<TLanes>(ArrayView<byte> winners, int at) where TLanes : struct, ILanes
    {
        Taps r = default;
        if (TLanes.Count == 4)
        {
            int four = winners.Cast<int>()[at >> 2];
            r._x = four & 255;
            r._y = (four >> 8) & 255;
            r._z = (four >> 16) & 255;
            r._w = (four >> 24) & 255;
        }
        else
        {
            r._x = winners[at];
        }

        return r;
    }

    /// <summary>Adds the gradient where the tap won.</summary>
    public static F4 AddWhere(Taps taps, int tap, F4 sum, F4 gradient)
    {
        F4 r;
        r.X = taps._x == tap ? sum.X + gradient.X : sum.X;
        r.Y = taps._y == tap ? sum.Y + gradient.Y : sum.Y;
        r.Z = taps._z == tap ? sum.Z + gradient.Z : sum.Z;
        r.W = taps._w == tap ? sum.W + gradient.W : sum.W;
        return r;
    }

    /// <summary>Stores the winners at <paramref name="at"/>, a multiple of the lanes.</summary>
    public readonly void Store<TLanes>(ArrayView<byte> winners, int at) where TLanes : struct, ILanes
    {
        if (TLanes.Count == 4)
        {
            winners.Cast<int>()[at >> 2] = _x | (_y << 8) | (_z << 16) | (_w << 24);
        }
        else
        {
            winners[at] = (byte)_x;
        }
    }
}
