using System;
using System.Linq;
using FcnGen.Generator.Model;
using FcnGen.Geometry;

namespace FcnGen.Generator.Kinds;

/// <summary>
/// An unpooling: puts each value that it reads at the cell that won the same window of a max pooling, and zeros elsewhere. Its place and size
/// are those of what the max pooling reads.
/// </summary>
/// <param name="Head">What layers of all kinds declare.</param>
/// <param name="Pool">Name of the max pooling.</param>
/// <param name="Cells">The windows of the max pooling; null until it is known which layer that is.</param>
internal sealed record UnpoolSpec(LayerHead Head, string Pool, Window? Cells = null) : PlainSpec(Head)
{
    private const string Argument = "pool";

    public override string Kind => "Unpool";

    public override bool KeepsProbabilities => true;

    public override FurtherRead Source => new(Pool, MaxPoolSpec.Winners, Argument, Undoes: true);

    private Window Windows => Cells ?? throw new InvalidOperationException("It is not known yet what " + Name + " undoes.");

    public static UnpoolSpec Read(UnpoolAttribute a, LayerHead head, ReadContext context) => new(head, a.Pool ?? "");

    public override LayerSpec Reading(LayerSpec source) => this with { Cells = source.Window };

    public override LayerSpec Renamed(LayerHead head, Func<string, string> rename, string? input) => this with { Head = head, Pool = rename(Pool) };

    public override void CheckArguments(IArgumentChecks checks)
    {
        // It has none but the name of the max pooling.
    }

    public override int Channels(IChannelChecks bottoms)
    {
        string pool = bottoms.Name(bottoms.Source);
        if (Windows.Axes.Any(axis => Windows[axis].Kernel > Windows[axis].Stride))
        {
            Report("its windows of " + Words.Size(Windows.Kernel) + " cells lie " + Words.Pair(Windows.Stride)
                + " apart and overlap, so that a cell could win two of them; give " + pool + " a stride that is no smaller than its kernel");
        }

        if (bottoms[0] != bottoms[bottoms.Source])
        {
            Report(pool + " has " + bottoms.Describe(bottoms.Source) + ", but " + bottoms.Name(0) + ", whose values are put where it had its winners, has "
                + bottoms.Describe(0) + "; the channels must be equal");
        }

        return bottoms[0];

        void Report(string why) => bottoms.Report(DiagnosticIds.CannotUndo, Argument, [pool, why], related: bottoms.Source);
    }

    /// <summary>
    /// A cell depends on the value of its window and, by the winner, on all that the max pooling sees there: on the larger of both fields, around the
    /// centre of the window. It lies up to half a window, less half a cell, to either side of that centre. So the field around the cell itself is wider
    /// by the cells of a window less one: never smaller than what it sees, whatever reads it.
    /// </summary>
    public override Rational? Field(Rational field, Rational stride, Axis axis) =>
        ReceptiveField.Convolve(field, stride / Windows[axis].Stride, Windows[axis].Kernel);

    public override ShapeStruct Shape(int inputs, int outputs, PerAxis<int> foldedCrop) => PoolingSpec.ShapeOf(Windows);

    public override void Lower(IForwardPass pass) => pass.Call(new Launch(
        "Unpool", Operand.Read("x", pass.Bottom()), Operand.Read("winners", pass.Source), Operand.Write("y", pass.Output)) { HasShape = true });

    public override void LowerBackward(IBackwardPass pass) => pass.Contribute(
        0, new Launch("UnpoolBackward", Operand.Read("dy", pass.Gradient), Operand.Read("winners", pass.Source)) { HasShape = true });

    public override string Note(CheckedNetwork network, CheckedLayer layer) =>
        "unpool " + Words.Window(Windows) + ", by the winners of " + network.Layers[layer.Source].Spec.CaffeName;
}
