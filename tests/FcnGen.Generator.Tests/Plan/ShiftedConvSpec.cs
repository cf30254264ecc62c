using FcnGen.Generator.Kinds;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Tests;

/// <summary>
/// A kind that no attribute declares: in inference a convolution of what it reads less its bias, w ⋆ (x − b) = w ⋆ x − w ⋆ b, of as many channels
/// as it reads. The second term depends on parameters and the size only (taps outside read zero, so its borders are others than its inside), and
/// is prepared. In training it is a convolution.
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
        pass.Prepare("nothing", new Launch("Clear", Operand.Write("x", zeros)));
        pass.Prepare("the bias in every cell", Conv(pass, zeros, pass.Parameter("bias", ParameterNames.Bias), shift));
        pass.Prepare("what the bias amounts to", Conv(pass, shift, new AbsentOperand("bias"), response));
        pass.Call(Conv(pass, pass.Bottom(), new AbsentOperand("bias"), pass.Output));
        pass.Call(Pointwise.Add(-1, response, pass.Output, adds: true));
    }

    private static Launch Conv(IForwardPass pass, View x, Operand bias, View y) => new(
        "Conv", Operand.Read("x", x), pass.Parameter("weight", ParameterNames.Weight), bias, Operand.Write("y", y), Operand.Accumulate(false))
    {
        HasShape = true, Epilogue = new Epilogue(bias is ParameterOperand, null),
    };
}
