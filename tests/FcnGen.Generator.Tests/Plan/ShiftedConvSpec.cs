using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Tests;

/// <summary>
/// A kind that no attribute declares: in inference a convolution of what it reads less its bias, by kernels less their means: v ⋆ (x − b) =
/// v ⋆ x + v ⋆ −b, of as many channels as it reads. v and −b are made of w and b; the second term depends on parameters and the size only (taps outside read
/// zero, so its borders are others than its inside), and is prepared. In training it is a convolution.
/// </summary>
internal sealed record ShiftedConvSpec(LayerHead Head, int Outputs, Window Taps, LearnedParameters Learned) : ConvolutionSpec(Head, Outputs, Taps, Learned)
{
    public override string Kind => "Conv";

    public override bool FusesActivation => false;

    protected override string OutputsArgument => "outputs";

    protected override string Phrase => "shifted conv";

    public override void Lower(IForwardPass pass)
    {
        if (pass.IsTraining)
        {
            base.Lower(pass);
            return;
        }

        View zeros = pass.Prepared("Zeros", pass.Bottom()), shift = pass.Prepared("Shift", pass.Bottom()), response = pass.Prepared("Response", pass.Output);
        ParameterEntry centred = Parameters(Outputs, Outputs)[0] with { Name = "Centred", Filler = Filler.Zero };
        Operand kernels = pass.Derived("weight", centred, "Centred", "its kernels less their means", pass.Parameter("weight", ParameterNames.Weight));
        ParameterEntry minus = Parameters(Outputs, Outputs)[1] with { Name = "Minus" };
        Operand opposite = pass.Derived("bias", minus, "Opposite", "its bias with the other sign", pass.Parameter("bias", ParameterNames.Bias));
        pass.Prepare("nothing", new Launch("Clear", Operand.Write("x", zeros)));
        pass.Prepare("less the bias in every cell", Conv(kernels, zeros, opposite, shift));
        pass.Prepare("what that amounts to", Conv(kernels, shift, new AbsentOperand("bias"), response));
        pass.Call(Conv(kernels, pass.Bottom(), new AbsentOperand("bias"), pass.Output));
        pass.Call(Pointwise.Add(1, response, pass.Output, adds: true));
    }

    private static Launch Conv(Operand kernels, View x, Operand bias, View y) => new(
        "Conv", Operand.Read("x", x), kernels, bias, Operand.Write("y", y), Operand.Accumulate(false))
    {
        HasShape = true, Epilogue = new Epilogue(bias is DerivedOperand, null),
    };
}
