using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// The table that says how the processor computes a layer's convolution. It looks at the constants of the layer only, never at the size of a
/// picture.
/// <list type="table">
/// <listheader><term>layer</term><description>forward and transposed; gradient by the data; gradient of the weights</description></listheader>
/// <item><term>any</term><description><see cref="ImplicitGemm"/> in all three</description></item>
/// </list>
/// </summary>
internal sealed class ConvAlgorithms(GemmEngine gemm, WorkerPool pool, Scratch scratch, int transposedValues)
{
    private readonly ImplicitGemm _implicitGemm = new(gemm, pool, scratch, transposedValues);

    /// <summary>The algorithm of a pass of a layer.</summary>
    /// <param name="g">The convolution; for a transposed one, that whose transpose it is.</param>
    /// <param name="pass">What is to be computed.</param>
    public ConvAlgorithm Choose(in ConvGeometry g, ConvPass pass) => _implicitGemm;
}
