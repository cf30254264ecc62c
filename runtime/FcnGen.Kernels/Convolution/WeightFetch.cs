using FcnGen.CompilerServices;
using FcnGen.Gpu;
using ILGPU;

namespace FcnGen.Kernels;

/// <summary>The rows of the weights' gradient that one thread copies: up to four quads, as taps of the picture.</summary>
internal struct WeightRows
{
    /// <summary>First row.</summary>
    public int Row;

    public SourceTap T0;
    public SourceTap T1;
    public SourceTap T2;
    public SourceTap T3;

    /// <summary>Quads from row <paramref name="row"/> on, <c>TTile.Columns</c> rows apart.</summary>
    public static WeightRows At<TShape, TTile>(int row, Picture source, int group) where TShape : struct, IConvShape where TTile : struct, IStrictTile
    {
        WeightRows r;
        r.Row = row;
        r.T0 = Tap<TShape>(row, source, group);
        r.T1 = r.T0;
        r.T2 = r.T0;
        r.T3 = r.T0;
        if (TTile.Columns < 128)
        {
            r.T1 = Tap<TShape>(row + TTile.Columns, source, group);
        }

        if (TTile.Columns < 64)
        {
            r.T2 = Tap<TShape>(row + 2 * TTile.Columns, source, group);
            r.T3 = Tap<TShape>(row + 3 * TTile.Columns, source, group);
        }

        return r;
    }

    /// <summary>One row.</summary>
    public static SourceTap Tap<TShape>(int row, Picture source, int group) where TShape : struct, IConvShape
    {
        int rows = TShape.Kernel.Height * TShape.Kernel.Width * ForwardMatrix<TShape>.Inputs;
        var tap = SourceTap.At<ForwardMatrix<TShape>>(row, rows, ForwardMatrix<TShape>.At(0), source);
        tap.Offset += group * ForwardMatrix<TShape>.Inputs;
        return tap;
    }
}

/// <summary>What one thread carries from global to shared memory in one step: values of one pixel of the picture and of the output's gradient.</summary>
internal struct WeightFetch
{
    public F4 A0;
    public F4 A1;
    public F4 A2;
    public F4 A3;
    public F4 B;

    /// <summary>The values; zeros unless <paramref name="valid"/> is 1.</summary>
    public static WeightFetch Of<TShape, TTile, TSource, TGradient>(
        ArrayView<float> x, ArrayView<float> dy, Picture source, Picture gradient, WeightRows rows, int group, int column, PixelCursor cursor, int valid)
        where TShape : struct, IConvShape where TTile : struct, IStrictTile where TSource : struct, IAccess where TGradient : struct, IAccess
    {
        SourcePixel pixel;
        pixel.Row = cursor.Row * TShape.Stride.Height - TShape.Pad.Height;
        pixel.Column = cursor.Column * TShape.Stride.Width - TShape.Pad.Width;
        pixel.Offset = source.At(cursor.Image, pixel.Row, pixel.Column);
        pixel.IsThere = -valid;

        WeightFetch f = default;
        f.A0 = Source<TShape, TSource>(x, rows.Row, rows.T0, pixel, source, group);
        if (TTile.Columns < 128)
        {
            f.A1 = Source<TShape, TSource>(x, rows.Row + TTile.Columns, rows.T1, pixel, source, group);
        }

        if (TTile.Columns < 64)
        {
            f.A2 = Source<TShape, TSource>(x, rows.Row + 2 * TTile.Columns, rows.T2, pixel, source, group);
            f.A3 = Source<TShape, TSource>(x, rows.Row + 3 * TTile.Columns, rows.T3, pixel, source, group);
        }

        int at = gradient.At(cursor.Image, cursor.Row, cursor.Column) + group * ForwardMatrix<TShape>.Outputs + column;
        if (TGradient.IsVector)
        {
            f.B = Guarded.LoadQuad(dy, at, valid & Bits.Less(column, ForwardMatrix<TShape>.Outputs));
        }
        else
        {
            f.B.X = Guarded.Load(dy, at, valid & Bits.Less(column, ForwardMatrix<TShape>.Outputs));
            f.B.Y = Guarded.Load(dy, at + 1, valid & Bits.Less(column + 1, ForwardMatrix<TShape>.Outputs));
            f.B.Z = Guarded.Load(dy, at + 2, valid & Bits.Less(column + 2, ForwardMatrix<TShape>.Outputs));
            f.B.W = Guarded.Load(dy, at + 3, valid & Bits.Less(column + 3, ForwardMatrix<TShape>.Outputs));
        }

        return f;
    }

    /// <summary>Stores a step to shared memory.</summary>
    public static void Put<TTile>(WeightFetch f, ref F4 aTo, ref F4 bTo) where TTile : struct, IStrictTile
    {
        Gx.StoreShared(ref aTo, 0, f.A0);
        if (TTile.Columns < 128)
        {
            Gx.StoreShared(ref aTo, TTile.Columns >> 2, f.A1);
        }

        if (TTile.Columns < 64)
        {
            Gx.StoreShared(ref aTo, TTile.Columns >> 1, f.A2);
            Gx.StoreShared(ref aTo, (TTile.Columns >> 2) * 3, f.A3);
        }

        Gx.StoreShared(ref bTo, 0, f.B);
    }

    private static F4 Source<TShape, TSource>(ArrayView<float> x, int row, SourceTap tap, SourcePixel pixel, Picture source, int group)
        where TShape : struct, IConvShape where TSource : struct, IAccess
    {
        if (TSource.IsVector)
        {
            return Guarded.LoadQuad(x, pixel.Offset + tap.Offset, tap.Inside(pixel, source));
        }

        F4 v;
        v.X = StrictFetch.Single(x, tap, pixel, source);
        v.Y = StrictFetch.Single(x, WeightRows.Tap<TShape>(row + 1, source, group), pixel, source);
        v.Z = StrictFetch.Single(x, WeightRows.Tap<TShape>(row + 2, source, group), pixel, source);
        v.W = StrictFetch.Single(x, WeightRows.Tap<TShape>(row + 3, source, group), pixel, source);
        return v;
    }
}
