using System.CommandLine;
using System.CommandLine.Invocation;
using FcnGen.Samples;
using FcnGen.Samples.Segment;

var options = new SegmentOptions();
var root = new RootCommand("Labels every pixel of a picture.");
options.AddTo(root);
root.SetAction(parsed => ProgramRunner.Run(() => SegmentRun.Run(options, parsed)));

ParseResult parsed = root.Parse(args);
int code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
