using PodKube.Sandbox.Hosting;
using PodKube.Sandbox.Pki;

const int Failure = 1;
const int UsageError = 2;

SystemTrust.Forget();
CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (UsageException mistake)
{
    await Console.Error.WriteLineAsync($"PodKube.Sandbox: {mistake.Message}\n\n{CommandLine.Usage}").ConfigureAwait(false);
    return UsageError;
}

try
{
    return await ExecuteAsync(line).ConfigureAwait(false);
}
catch (ManifestException refused)
{
    await Console.Error.WriteLineAsync($"PodKube.Sandbox: {refused.Message}").ConfigureAwait(false);
    return Failure;
}

static async Task<int> ExecuteAsync(CommandLine line)
{
    switch (line.Verb)
    {
        case SandboxVerb.Serve:
            return await new ServeCommand(line).RunAsync(Console.Out, Console.OpenStandardInput()).ConfigureAwait(false);
        case SandboxVerb.Run:
            return await new RunCommand(line).RunAsync(Console.Error).ConfigureAwait(false);
        case SandboxVerb.Version:
            await Console.Out.WriteLineAsync(ProductVersion.Text).ConfigureAwait(false);
            return 0;
        default:
            await Console.Out.WriteLineAsync(CommandLine.Usage).ConfigureAwait(false);
            return 0;
    }
}
