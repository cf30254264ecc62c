using System.Linq;
using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;
using FcnGen.Geometry;
using static FcnGen.Generator.Model.Words;

namespace FcnGen.Generator.Checking;

/// <summary>The change of one transposed convolution that would put two layers on one grid.</summary>
/// <param name="Advice">The end of a message, such as <c>; a kernel of 63 instead of 64 in upscore makes it 18</c>.</param>
/// <param name="Fix">For the code fix; null where the transposed convolution is a trunk's.</param>
internal sealed record AlignmentFix(string Advice, string? Fix)
{
    /// <summary>
    /// A kernel of the other parity, which moves the cells by half of one: an even kernel shifts by half a cell, an odd one by a whole
    /// number (so VGG's even poolings want even kernels, and AlexNet's odd ones odd kernels).
    /// </summary>
    /// <param name="draft">The network.</param>
    /// <param name="from">The layer to be laid onto <paramref name="target"/>.</param>
    /// <param name="target">The layer that stays.</param>
    /// <param name="crop">True if the offset must be possible as a crop, not merely a whole number.</param>
    /// <param name="axis">The axis along which they do not fit.</param>
    public static AlignmentFix? Parity(NetworkDraft draft, int from, int target, bool crop, Axis axis)
    {
        if (draft.Maps[from][axis].Map is not { } map || draft.Maps[target][axis].Map is not { } onto) return null;
        bool same = draft.AreSquare(from, target);
        return Try(from, 1) ?? Try(target, -1);

        AlignmentFix? Try(int layer, int side)
        {
            int found = NearestDeconv(draft, layer);
            if (found < 0) return null;
            LayerSpec deconv = draft.Layers[found];
            WindowAxis window = deconv.Window![axis];
            int now = window.Kernel, kernel = OtherParity(draft, found, window);

            // One more kernel cell moves the output by half its stride towards the start of the picture.
            Rational moved = new Rational(kernel - now, 2) * side;
            Rational offset = map.CropOffsetOnto(onto) + moved;
            if (!offset.IsInteger || (crop && offset < 0)) return null;
            return new AlignmentFix(
                "; a kernel " + Noun("of ", same, axis) + kernel + " instead of " + now + " in " + draft.Name(found) + " makes it "
                + (crop ? offset.ToString() : "a whole number"),
                deconv.IsOwn ? Model.Fix.Set(deconv.Name, Argument("Kernel", deconv, same, axis), Text(kernel)) : null);
        }
    }

    /// <summary>
    /// A kernel of the other parity. Of those that interpolate only 2s and 2s − 1 keep the scores as they are; a kernel that was not
    /// written is no wish either.
    /// </summary>
    private static int OtherParity(NetworkDraft draft, int layer, WindowAxis window) =>
        window.Kernel == 1 || BilinearGain.How(draft, layer) is not null ? BilinearGain.Matching(window.Kernel + 1, window.Stride)
        : window.Kernel % 2 == 0 ? window.Kernel - 1
        : window.Kernel + 1;

    /// <summary>The stride of a transposed convolution that gives two layers the same cumulative stride.</summary>
    public static AlignmentFix? Stride(NetworkDraft draft, int from, int target, Axis axis)
    {
        bool same = draft.AreSquare(from, target);
        return Try(from, target) ?? Try(target, from);

        AlignmentFix? Try(int layer, int other)
        {
            int found = NearestDeconv(draft, layer);
            if (found < 0) return null;
            LayerSpec deconv = draft.Layers[found];
            WindowAxis window = deconv.Window![axis];
            if (draft.Maps[draft.Bottoms[found][0]][axis].Map is not { } read || draft.Maps[other][axis].Map is not { } onto) return null;
            Rational stride = read.Stride / onto.Stride;
            if (!stride.IsInteger || stride < 1 || stride > ArgumentRanges.MaxStride) return null;
            int now = (int)stride.Numerator, kernel = KernelFor(draft, found, window, now);
            string with = kernel == window.Kernel ? "; a stride " + Noun("of ", same, axis) + stride + " instead of " + window.Stride + " in " + draft.Name(found)
                : "; a stride " + Noun("of ", same, axis) + stride + " and a kernel of " + kernel + " instead of " + window.Stride + " and " + window.Kernel + " in "
                    + draft.Name(found);
            string[] edits = [Model.Fix.Set(deconv.Name, Argument("Stride", deconv, same, axis), Text(now)), Model.Fix.Set(deconv.Name, Argument("Kernel", deconv, same, axis), Text(kernel))];
            return new AlignmentFix(
                with + " makes them equal", deconv.IsOwn ? Model.Fix.Together(kernel == window.Kernel ? edits.Take(1) : edits) : null);
        }
    }

    /// <summary>The transposed convolution that a coarser layer needs before it can meet a finer one; null if the strides do not divide.</summary>
    public static string? Enlarge(NetworkDraft draft, int coarse, int fine)
    {
        if (draft.Maps[coarse].Height.Map is not { } map || draft.Maps[fine].Height.Map is not { } target) return null; // both the same along both axes
        Rational ratio = map.Stride / target.Stride;
        if (!ratio.IsInteger || ratio < 2 || ratio > ArgumentRanges.MaxStride) return null;
        int stride = (int)ratio.Numerator, even = 2 * stride;
        int kernel = map.Deconvolve(even, stride, 0).CropOffsetOnto(target).IsInteger ? even : even - 1;
        return "; enlarge " + draft.Name(coarse) + " " + stride + " times before, for example by [Deconv(" + draft.Channels[coarse] + ", Kernel = " + kernel
            + ", Stride = " + stride + ", Bilinear = true)]";
    }

    /// <summary>The kernel that is to the new stride what it was to the old one; one that interpolates suits the new stride in any case.</summary>
    private static int KernelFor(NetworkDraft draft, int layer, WindowAxis window, int stride) =>
        BilinearGain.How(draft, layer) is not null || window.Kernel == BilinearGain.Matching(window.Kernel, window.Stride)
            ? BilinearGain.Matching(window.Kernel, stride)
            : window.Kernel == window.Stride ? stride : window.Kernel;

    private static string Argument(string name, LayerSpec layer, bool same, Axis axis) => same && layer.Window!.IsSquare ? name : name + axis;

    private static string Noun(string of, bool same, Axis axis) => same ? of : Name(axis) + " " + of;

    /// <summary>The transposed convolution that set the grid of a layer; -1 if a convolution, a pooling or an input did.</summary>
    private static int NearestDeconv(NetworkDraft draft, int layer)
    {
        foreach (int i in draft.PathOf(layer))
        {
            if (draft.Layers[i].IsTransposed) return i;
            if (draft.Layers[i].Window is { IsStrided: true }) break;
        }

        return -1;
    }
}
