namespace FcnGen.Gpu;

/// <summary>The kernels of the losses.</summary>
internal static class LossKernels
{
    public static readonly KernelDefinition Count = new("CountLabels", 256, "");
    public static readonly KernelDefinition Softmax = new("SoftmaxLoss", 256, "");
    public static readonly KernelDefinition Sigmoid = new("SigmoidLoss", 256, "");
    public static readonly KernelDefinition Finish = new("FinishLoss", 256, "");
    public static readonly KernelDefinition Constants = new("StoreConstants", 32, "");
}
