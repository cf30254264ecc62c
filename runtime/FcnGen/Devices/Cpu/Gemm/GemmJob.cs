using FcnGen.Geometry;

namespace FcnGen;

/// <summary>What happens to finished sums before they are stored; all addresses may be null.</summary>
internal unsafe struct Finish
{
    /// <summary>One value per output channel, added.</summary>
    public float* Bias;

    /// <summary>Negative sums become zero.</summary>
    public bool Relu;

    /// <summary>Another activation, <see cref="ActivationRun{TEpilogue}"/>.</summary>
    public delegate*<float*, long*, int, int, void> Activation;

    /// <summary>True if <see cref="MaskSource"/> decides what passes: of what it is not positive for, nothing, unless there is another <see cref="Gradient"/>.</summary>
    public bool Masks;

    /// <summary>The gradient of another activation than a ReLU, or an activation with a learned value per channel: <see cref="GradientRun{TMask}"/>.</summary>
    public delegate*<float*, long*, float*, long*, int, int, void> Gradient;

    /// <summary>What the mask is read from, the same cells as the output; or learned values, <see cref="View.PerChannel"/>.</summary>
    public View MaskSource;

    /// <summary>Factor of a backward pass.</summary>
    public float Factor;
}

/// <summary>C (+)= finish(A · B) for one group of a convolution.</summary>
internal unsafe struct GemmJob
{
    /// <summary>Cells × taps.</summary>
    public ImplicitMatrix A;

    /// <summary>Taps × output channels in panels of <see cref="IMicroKernel.Columns"/>; the first row is tap value <see cref="From"/>.</summary>
    public float* B;

    /// <summary>Values from one panel to the next.</summary>
    public long PanelStride;

    /// <summary>First column of A that takes part.</summary>
    public int From;

    /// <summary>Columns of A that take part.</summary>
    public int Depth;

    /// <summary>Where the sums go; cell (i, j) of the grid is cell (Top + i · Step.Height, Left + j · Step.Width).</summary>
    public View C;

    /// <summary>First channel of the group in C.</summary>
    public int FirstChannel;

    /// <summary>Channels of the group in C.</summary>
    public int Channels;

    /// <summary>Row of C that belongs to row 0 of the grid.</summary>
    public int Top;

    /// <summary>Column of C that belongs to column 0 of the grid.</summary>
    public int Left;

    /// <summary>Cells of C from one grid cell to the next.</summary>
    public PerAxis<int> Step;

    /// <summary>True to start from what C holds.</summary>
    public bool Accumulate;

    /// <summary>True if the sums are complete after this job, so that <see cref="Finish"/> applies.</summary>
    public bool Last;

    /// <summary>What happens to complete sums.</summary>
    public Finish Finish;
}

/// <summary>The gradient of packed weights, G (+)= Aᵀ · D for one group.</summary>
internal unsafe struct WeightGradientJob
{
    /// <summary>Cells × taps.</summary>
    public ImplicitMatrix A;

    /// <summary>Gradient by the output, cells × channels.</summary>
    public View D;

    /// <summary>First channel of the group in D.</summary>
    public int FirstChannel;

    /// <summary>Channels of the group in D.</summary>
    public int Channels;

    /// <summary>Packed gradient of the group: panels of taps × <see cref="IMicroKernel.Columns"/>.</summary>
    public float* G;

    /// <summary>True to add to what is there.</summary>
    public bool Accumulate;
}

/// <summary>The matrix products of a device; one implementation per vector width, chosen once.</summary>
internal abstract class GemmEngine
{
    /// <summary>Columns of a panel of packed weights.</summary>
    public abstract int Columns { get; }

    /// <summary>Runs a product.</summary>
    public abstract void Multiply(in GemmJob job);

    /// <summary>Runs the product of a weight gradient.</summary>
    public abstract void WeightGradient(in WeightGradientJob job);
}
