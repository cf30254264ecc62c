using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>A launch as C#: <c>Conv&lt;Conv1Shape, global::FcnGen.CompilerServices.Bias&lt;global::FcnGen.CompilerServices.Store&gt;&gt;(at.Data, Parameters.Conv1.Weight, Parameters.Conv1.Bias, at.Conv1, accumulate: false)</c>.</summary>
internal static class LaunchText
{
    private const string Runtime = "global::FcnGen.CompilerServices.";

    /// <summary>The operation with its types.</summary>
    public static string Operation(CheckedNetwork network, KernelCall call)
    {
        string[] types = [.. Types(network, call)];
        return call.Launch.Operation + (types.Length == 0 ? "" : "<" + string.Join(", ", types) + ">");
    }

    /// <summary>Its arguments.</summary>
    public static IEnumerable<string> Arguments(CheckedNetwork network, KernelCall call) => Operands(call.Launch).Select(operand => Argument(network, operand));

    /// <summary>A formula that makes a parameter of others.</summary>
    public static string Formula(CheckedNetwork network, DerivedParameter parameter)
    {
        CheckedLayer layer = network.Layers[parameter.Layer];
        return Runtime + parameter.Formula + (layer.Spec.Shape(network.Inputs(layer), layer.Channels, 0) is null ? "" : "<" + Names.Shape(layer) + ">");
    }

    /// <summary>What a parameter is made of.</summary>
    public static IEnumerable<string> Sources(CheckedNetwork network, DerivedParameter parameter) => parameter.Sources.Select(source => Argument(network, source));

    private static IEnumerable<string> Types(CheckedNetwork network, KernelCall call)
    {
        if (call.Launch.HasShape) yield return Names.Shape(network.Layers[call.Layer]);
        if (call.Launch.Activation is { } activation) yield return Activation(activation, network.Layers[call.Layer]);
        if (call.Launch.Epilogue is { } epilogue)
        {
            yield return Epilogue(epilogue, network.Layers[call.Layer]);
            if (epilogue.Activation is { Parameter: not null } learned) yield return Activation(learned, network.Layers[call.Layer]);
        }

        if (call.Launch.Gradient is { } gradient) yield return Mask(network, gradient.Mask);
    }

    private static IEnumerable<Operand> Operands(Launch launch) =>
        launch.Gradient is { } gradient ? launch.Operands.Concat([gradient.X, gradient.Dx, Operand.Accumulate(gradient.Adds)]) : launch.Operands;

    private static string Epilogue(Epilogue epilogue, CheckedLayer layer)
    {
        string text = Runtime + "Store";
        if (epilogue.Activation is { Parameter: null } activation) text = Runtime + "Activate<" + Activation(activation, layer) + ", " + text + ">";
        return epilogue.Bias ? Runtime + "Bias<" + text + ">" : text;
    }

    private static string Mask(CheckedNetwork network, GradientMask mask)
    {
        if (mask.Activation is not { } activation) return Runtime + "PassThrough";
        CheckedLayer layer = network.Layers[mask.Layer];
        string text = Runtime + "Through<" + Activation(activation, layer) + ">";
        return mask.Dropout ? Runtime + "Kept<" + Names.DropoutShape(layer) + ", " + text + ">" : text;
    }

    private static string Activation(Activation activation, CheckedLayer layer) =>
        Runtime + activation.Name + (activation.Shape is null ? "" : "<" + Names.ActivationShape(layer) + ">");

    private static string Argument(CheckedNetwork network, Operand operand) => operand switch
    {
        ViewOperand view => "at." + view.View.Name,
        ParameterOperand parameter => "Parameters." + network.Layers[parameter.Layer].Name + ParameterEmitter.Member(parameter.File),
        DerivedOperand derived => "Derived(" + Names.Derived + "." + Names.DerivedMember(network, derived.Parameter) + ")",
        AbsentOperand => "null",
        KeyOperand key => "at." + key.Buffer + "[" + Literals.Int(key.Stream) + "]",
        NoKeyOperand => "default",
        NumberOperand number => Literals.Float(number.Value),
        AccumulateOperand { Adds: { } adds } => "accumulate: " + (adds ? "true" : "false"),
        AccumulateOperand => "accumulate",
        _ => throw new InvalidOperationException("There is no text for an argument of the type " + operand.GetType().Name + "."),
    };
}
