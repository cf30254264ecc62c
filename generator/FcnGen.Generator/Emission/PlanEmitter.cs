using System.Collections.Generic;
using System.Linq;
using FcnGen.Generator.Model;

namespace FcnGen.Generator.Emission;

/// <summary>Writes the arena plans: closed forms of batch, height and width for every size and offset.</summary>
internal static class PlanEmitter
{
    public static void Emit(SourceWriter writer, LaunchPlan plan)
    {
        var sizes = new SizeNames(plan.Network);
        Sizes(writer, sizes);
        Plan(writer, plan.Network, plan.Forward, sizes, "ForwardPlan", "the forward pass");
        Plan(writer, plan.Network, plan.Segment, sizes, "SegmentPlan", "the forward pass that ends in labels");
        if (plan.Training is not null) Plan(writer, plan.Network, plan.Training, sizes, "TrainingPlan", "a training pass and its backward pass");
    }

    private static void Sizes(SourceWriter writer, SizeNames sizes)
    {
        writer.Line("/// <summary>Height and width of every map for one picture size; layers that keep the size share their bottom's.</summary>");
        writer.Generated();
        using (writer.Braces("private readonly struct Sizes"))
        {
            foreach ((string name, _) in sizes.Fields) writer.Line("public readonly global::FcnGen.CompilerServices.MapSize " + name + ";");
            writer.Line();
            using (writer.Braces("public Sizes(int height, int width)"))
                foreach ((string name, string expression) in sizes.Fields) writer.Line(Names.Own(name) + " = " + expression + ";");
        }

        writer.Line();
    }

    private static void Plan(SourceWriter writer, CheckedNetwork network, LaunchProgram program, SizeNames sizes, string name, string purpose)
    {
        List<int> used = [.. Enumerable.Range(0, program.Buffers.Count).Where(buffer => program.Arena.SlotOf[buffer] >= 0)];
        writer.Line("/// <summary>Where " + purpose + " keeps its blobs, for one batch and picture size. Blobs in one slot are never alive together.</summary>");
        writer.Generated();
        using (writer.Braces("private readonly struct " + name))
        {
            writer.Line("public readonly long Bytes;");
            foreach (int buffer in used) writer.Line("public readonly " + BlobText.Type(program.Buffers[buffer]) + " " + program.Buffers[buffer].Name + ";");
            foreach (View view in program.Views) writer.Line("public readonly " + BlobText.Type(view) + " " + view.Name + ";");
            writer.Line();
            using (writer.Braces("public " + name + "(int batch, int height, int width)"))
            {
                writer.Line("var size = new Sizes(height, width);");
                writer.Line();
                writer.Line("const long " + SlotName(program, 0) + " = 0;");
                for (int slot = 0; slot < program.Arena.Slots.Count; slot++) Slot(writer, program, sizes, slot);
                writer.Line();
                foreach (int buffer in used) writer.Line(Names.Own(program.Buffers[buffer].Name) + " = " + BlobText.Create(program.Buffers[buffer], SlotName(program, program.Arena.SlotOf[buffer]), sizes) + ";");
                if (program.Views.Count > 0) writer.Line();
                foreach (View view in program.Views) writer.Line(Names.Own(view.Name) + " = " + BlobText.Create(view, program.Buffers[view.Buffer], sizes) + ";");
            }
        }

        writer.Line();
    }

    private static void Slot(SourceWriter writer, LaunchProgram program, SizeNames sizes, int slot)
    {
        string[] bytes = [.. program.Arena.Slots[slot].Select(buffer => BlobText.Bytes(program.Buffers[buffer], sizes)).Distinct()];
        string target = slot + 1 == program.Arena.Slots.Count ? "Bytes = " : "long " + SlotName(program, slot + 1) + " = ";
        string start = target + SlotName(program, slot) + " + ";
        if (bytes.Length == 1)
        {
            writer.Line(start + bytes[0] + ";");
            return;
        }

        writer.Line(start + "global::FcnGen.CompilerServices.Blob.Largest(");
        using (writer.Indent())
            for (int i = 0; i < bytes.Length; i++) writer.Line(bytes[i] + (i + 1 == bytes.Length ? ");" : ","));
    }

    /// <summary>Slots are named after the first of their tenants, and which others share one the lines below tell.</summary>
    private static string SlotName(LaunchProgram program, int slot) => Names.Slot + program.Buffers[program.Arena.Slots[slot][0]].Name;
}
