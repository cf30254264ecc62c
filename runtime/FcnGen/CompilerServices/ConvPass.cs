using System.ComponentModel;

namespace FcnGen.CompilerServices;

/// <summary>What is computed of a convolution.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ConvPass
{
    /// <summary>The convolution itself; also the gradient by the data of a transposed convolution.</summary>
    Forward,

    /// <summary>Its transpose: the gradient by the data; also a transposed convolution.</summary>
    BackwardData,

    /// <summary>The gradient of the weights.</summary>
    BackwardWeights,
}
