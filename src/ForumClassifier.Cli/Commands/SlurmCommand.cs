using System.CommandLine;
using System.Text.RegularExpressions;
using ForumClassifier.Cli.Jobs;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference.Clusters;

namespace ForumClassifier.Cli.Commands;

/// <summary><c>forum-classifier slurm</c>: a planned run to jobs of Slurm.</summary>
internal sealed partial class SlurmCommand : Command
{
    private readonly Option<string> _run = new("--run") { Description = "Folder of the run.", Required = true };
    private readonly Option<string?> _output = new("--output") { Description = "File of the predictions. Default: beside the run, under its name." };
    private readonly Option<string?> _partition = new("--partition") { Description = "Partition of the cluster, such as cpu. Default: the cluster's." };
    private readonly Option<string?> _time = new("--time") { Description = "Time limit of one shard, such as 90 (minutes), 04:00:00 or 1-12. When it is nearly up, the shard is put back and goes on later. Default: the partition's." };
    private readonly Option<string?> _gres = new("--gres") { Description = "What else one shard needs, such as gpu:1." };
    private readonly Option<int?> _maxParallel = new("--max-parallel") { Description = "How many shards are labelled at once, such as 16. Default: as many as the cluster lets you." };
    private readonly Option<string?> _program = new("--program") { Description = "What starts the program on a node, such as /shared/forum-classifier/forum-classifier. Default: what it was started by here." };
    private readonly Option<string?> _model = new("--model") { Description = "Where the nodes find the model, if not where it was planned." };
    private readonly Option<string[]?> _corpus = new("--corpus") { Description = "Where the nodes find the corpus, if not where it was planned.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<bool> _submit = new("--submit") { Description = "Submit the jobs." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public SlurmCommand() : base("slurm", """
        Let a Slurm cluster finish a run: write an array job that labels what is not finished, and a job that merges after it.

        Example:
          forum-classifier plan --model models/my-model --corpus dump.jsonl.gz --run my-run --shards 64 --threads 4
          forum-classifier slurm --run my-run --partition cpu --time 04:00:00 --max-parallel 16 --submit
          forum-classifier status --run my-run
        """)
    {
        foreach (var option in (Option[])[_run, _output, _partition, _time, _gres, _maxParallel, _program, _model, _corpus, _submit, _json])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult args, CancellationToken cancellationToken)
    {
        var request = new SlurmRequest
        {
            Run = args.GetRequiredValue(_run),
            Output = args.GetValue(_output),
            Partition = args.GetValue(_partition),
            Time = args.GetValue(_time),
            Gres = args.GetValue(_gres),
            MaxParallel = args.GetValue(_maxParallel),
            Program = args.GetValue(_program) ?? ShellText.Quote(OwnProgram.Command),
            Model = args.GetValue(_model),
            Corpus = args.GetValue(_corpus) ?? [],
        };
        RequireValues(request);
        var screen = new Screen(args.InvocationConfiguration.Output, args.InvocationConfiguration.Error);
        await SlurmJob.RunAsync(request, args.GetValue(_submit), args.GetValue(_json), screen, cancellationToken);
        return ExitCode.Done;
    }

    // they become lines of a script
    private static void RequireValues(SlurmRequest request)
    {
        List<string> problems = [];
        foreach (var (option, value) in new[] { ("--partition", request.Partition), ("--gres", request.Gres) })
        {
            if (value is not null && !SlurmName().IsMatch(value))
            {
                problems.Add($"{option} {value}: Expected names as Slurm has them, without spaces or quotes.");
            }
        }

        if (request.Time is { } time && SlurmTime.Parse(time) is null)
        {
            problems.Add($"--time {time}: Expected minutes, hours:minutes:seconds or days-hours, such as 90, 04:00:00 or 1-12.");
        }

        if (request.MaxParallel < 1)
        {
            problems.Add(FormattableString.Invariant($"--max-parallel {request.MaxParallel}: Out of range. Expected at least 1."));
        }

        if (request.Program.Contains('\n', StringComparison.Ordinal) || string.IsNullOrWhiteSpace(request.Program))
        {
            problems.Add("--program: Expected a command of one line.");
        }

        if (problems.Count > 0)
        {
            throw new UsageException(string.Join('\n', problems));
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.,:=*@/\[\]+-]+$")]
    private static partial Regex SlurmName();
}
