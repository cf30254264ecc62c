using System;

namespace FcnGen.Gpu;

internal readonly partial struct GpuKernels
{
    private void WeightGradient<TShape>(Blob x, Blob dy, Parameter weight, Parameter? bias, bool accumulate) where TShape : struct, IConvShape => throw new NotSupportedException();
    private void BiasGradient(Blob dy, Parameter bias, bool accumulate) => throw new NotSupportedException();
}
