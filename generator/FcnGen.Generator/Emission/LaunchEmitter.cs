using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the straight-line launch sequences and the members by which the runtime drives them.</summary>
internal static class LaunchEmitter
{
    public static void Emit(SourceWriter writer, LaunchPlan plan)
    {
        Fields(writer, plan);
        Execute(writer, plan);
        Sequence(writer, plan, "LaunchForward", "ForwardPlan", plan.Forward.Calls, "Pictures to scores.");
        Sequence(writer, plan, "LaunchSegment", "SegmentPlan", plan.Segment.Calls, "Pictures to labels.");
        foreach ((string pass, _, string results, LaunchProgram program) in Prepared(plan))
            Sequence(writer, plan, "Prepare" + pass, pass + "Plan", program.Preparations, "What depends on parameters and the size only, before pictures become " + results + ".");
        if (plan.Training is null) return;
        Sequence(writer, plan, "LaunchTraining", "TrainingPlan", plan.Training.Calls, "Pictures and labels to losses and to the gradients by the scores.");
        Sequence(writer, plan, "LaunchBackward", "TrainingPlan", plan.Training.BackwardCalls, "Gradients of all trained parameters, last layer first.", accumulate: true);
    }

    private static void Fields(SourceWriter writer, LaunchPlan plan)
    {
        bool trains = plan.Training is not null;
        writer.Line("private ForwardPlan _forward;");
        writer.Line("private SegmentPlan _segment;");
        if (trains) writer.Line("private TrainingPlan _training;");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        writer.Line("public override int LossCount => " + Literals.Int(plan.Training?.Losses.Count ?? 0) + ";");
        writer.Line();
        writer.Line("/// <inheritdoc cref=\"global::FcnGen.Network.ArenaBytes\"/>");
        Switch(writer, "public static long ArenaSize(global::FcnGen.Pass pass, int batch, int height, int width)", "pass",
        [
            ("global::FcnGen.Pass.Forward", "new ForwardPlan(batch, height, width).Bytes"),
            ("global::FcnGen.Pass.Segment", "new SegmentPlan(batch, height, width).Bytes"),
            .. trains ? [("global::FcnGen.Pass.Training", "new TrainingPlan(batch, height, width).Bytes")] : System.Array.Empty<(string, string)>(),
        ]);
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        writer.Line("public override long ArenaBytes(global::FcnGen.Pass pass, int batch, int height, int width) => ArenaSize(pass, batch, height, width);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        Switch(writer, "protected override long Plan(global::FcnGen.Pass pass, int batch, int height, int width)", "pass",
        [
            ("global::FcnGen.Pass.Forward", "(_forward = new(batch, height, width)).Bytes"),
            ("global::FcnGen.Pass.Segment", "(_segment = new(batch, height, width)).Bytes"),
            .. trains ? [("global::FcnGen.Pass.Training", "(_training = new(batch, height, width)).Bytes")] : System.Array.Empty<(string, string)>(),
        ]);
        writer.Line("/// <inheritdoc/>");
        Switch(writer, "protected override global::FcnGen.CompilerServices.Blob InputBlob(global::FcnGen.Pass pass, int input)", "(pass, input)",
        [
            .. plan.Forward.Inputs.Select((buffer, i) => ("(global::FcnGen.Pass.Forward, " + Literals.Int(i) + ")", "_forward." + plan.Forward.Buffers[buffer].Name)),
            .. plan.Segment.Inputs.Select((buffer, i) => ("(global::FcnGen.Pass.Segment, " + Literals.Int(i) + ")", "_segment." + plan.Segment.Buffers[buffer].Name)),
            .. trains ? plan.Training!.Inputs.Select((buffer, i) => ("(global::FcnGen.Pass.Training, " + Literals.Int(i) + ")", "_training." + plan.Training.Buffers[buffer].Name)) : [],
        ]);
        writer.Line("/// <inheritdoc/>");
        Switch(writer, "protected override global::FcnGen.CompilerServices.Blob OutputBlob(int output)", "output", plan.Forward.Outputs.Select((view, i) => (Literals.Int(i), "_forward." + view.Name)));
        writer.Line("/// <inheritdoc/>");
        Switch(writer, "protected override global::FcnGen.CompilerServices.ByteBlob SegmentBlob(int output)", "output", plan.Segment.Outputs.Select((view, i) => (Literals.Int(i), "_segment." + view.Name)));
        writer.Line("/// <inheritdoc/>");
        Switch(writer, "protected override global::FcnGen.CompilerServices.ByteBlob LabelBlob(int loss)", "loss",
            trains ? plan.Training!.Labels.Select((buffer, i) => (Literals.Int(i), "_training." + plan.Training.Buffers[buffer].Name)) : []);
        writer.Line("/// <inheritdoc/>");
        Switch(writer, "protected override global::FcnGen.CompilerServices.LossCell LossCell(int loss)", "loss",
            trains ? plan.Training!.Losses.Select((buffer, i) => (Literals.Int(i), "_training." + plan.Training.Buffers[buffer].Name)) : []);
        if (plan.Training is { Streams.Count: > 0 }) Keys(writer, plan.Training);
        if (Prepared(plan).Any()) Prepares(writer, plan);
    }

    /// <summary>The inference programs that have something prepared, with the passes that run them.</summary>
    private static IEnumerable<(string Pass, string Field, string Results, LaunchProgram Program)> Prepared(LaunchPlan plan)
    {
        if (plan.Forward.Preparations.Count > 0) yield return ("Forward", "_forward", "scores", plan.Forward);
        if (plan.Segment.Preparations.Count > 0) yield return ("Segment", "_segment", "labels", plan.Segment);
    }

    private static void Prepares(SourceWriter writer, LaunchPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        string passes = string.Join(" or ", Prepared(plan).Select(static entry => "global::FcnGen.Pass." + entry.Pass));
        writer.Line("protected override bool Prepares(global::FcnGen.Pass pass) => pass is " + passes + ";");
        writer.Line();
    }

    private static void Keys(SourceWriter writer, LaunchProgram training)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        writer.Line("protected override global::FcnGen.CompilerServices.KeyBlob KeyBlob => _training." + training.Buffers.First(static buffer => buffer.Role == BufferRole.Keys).Name + ";");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        writer.Line("protected override global::System.ReadOnlySpan<int> KeyStreams => [" + string.Join(", ", training.Streams.Select(static layer => Literals.Int(layer))) + "];");
        writer.Line();
    }

    private static void Switch(SourceWriter writer, string signature, string value, IEnumerable<(string Case, string Result)> arms)
    {
        writer.Generated();
        writer.Line(signature + " => " + value + " switch");
        writer.Line("{");
        using (writer.Indent())
        {
            foreach ((string arm, string result) in arms) writer.Line(arm + " => " + result + ",");
            string argument = value.Split(' ').Last().TrimEnd(')');
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(" + argument + "), " + argument + ", \"This network has none.\"),");
        }

        writer.Line("};");
        writer.Line();
    }

    private static void Execute(SourceWriter writer, LaunchPlan plan)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Generated();
        using (writer.Braces("public override void Execute<TKernels>(TKernels kernels, global::FcnGen.Pass pass)"))
        using (writer.Braces("switch (pass)"))
        {
            Case(writer, "Forward", "LaunchForward(kernels, in _forward)");
            Case(writer, "Segment", "LaunchSegment(kernels, in _segment)");
            if (plan.Training is not null)
            {
                Case(writer, "Training", "LaunchTraining(kernels, in _training)");
                Case(writer, "Backward", "LaunchBackward(kernels, in _training, accumulate: false)");
                Case(writer, "BackwardAccumulate", "LaunchBackward(kernels, in _training, accumulate: true)");
            }

            foreach ((string pass, string field, _, _) in Prepared(plan)) Case(writer, "Prepare" + pass, "Prepare" + pass + "(kernels, in " + field + ")");
            writer.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(pass), pass, \"This network has no such pass.\");");
        }

        writer.Line();
    }

    private static void Case(SourceWriter writer, string pass, string call) => writer.Line("case global::FcnGen.Pass." + pass + ": " + call + "; break;");

    private static void Sequence(
        SourceWriter writer, LaunchPlan plan, string name, string planType, IEnumerable<KernelCall> calls, string summary, bool accumulate = false)
    {
        writer.Line("/// <summary>" + summary + "</summary>");
        writer.Generated();
        writer.Line("private void " + name + "<TKernels>(TKernels kernels, in " + planType + " at" + (accumulate ? ", bool accumulate" : "") + ")");
        using (writer.Indent()) writer.Line("where TKernels : struct, global::FcnGen.CompilerServices.IKernels");
        using (writer.Braces(""))
        {
            int previous = -1;
            foreach (KernelCall call in calls)
            {
                if (call.Layer != previous && previous >= 0) writer.Line();
                writer.Line("// " + plan.Network.Layers[call.Layer].Spec.CaffeName + ": " + call.Note);
                writer.Call("kernels." + LaunchText.Operation(plan.Network, call), LaunchText.Arguments(plan.Network, call));
                previous = call.Layer;
            }
        }

        writer.Line();
    }
}
