namespace FcnGen;

/// <summary>A way to compute a convolution, its transpose and the gradient of its weights. Which layer takes which, <see cref="ConvAlgorithms"/> says.</summary>
internal abstract unsafe class ConvAlgorithm
{
    /// <summary>y (+)= finish(x ⋆ w).</summary>
    public abstract void Forward(in ConvGeometry g, View x, CpuParameterBuffer weights, View y, bool accumulate, Finish finish);

    /// <summary>dx (+)= finish(transpose(w) ⋆ dy).</summary>
    public abstract void BackwardData(in ConvGeometry g, View dy, CpuParameterBuffer weights, View dx, bool accumulate, Finish finish);

    /// <summary>The gradient of the weights, in their packed layout.</summary>
    public abstract void BackwardWeights(in ConvGeometry g, View x, View dy, float* gradient, bool accumulate);
}
