/** Frames that the page's own compositor dropped while something moved, from a trace of the browser. */

export const CATEGORIES = ['-*', 'benchmark', 'cc', 'disabled-by-default-devtools.timeline', '__metadata'];

/** @returns {{ shown: number, dropped: number }} of the page, not of the games that are framed in it */
export function readFrames({ traceEvents }) {
  const { args } = traceEvents.find(({ name }) => name === 'TracingStartedInBrowser');
  const page = args.data.frames.find(({ isOutermostMainFrame, parent }) => isOutermostMainFrame ?? !parent).processId;
  let [shown, dropped] = [0, 0];
  for (const { name, pid, ph, args } of traceEvents) {
    if (name !== 'PipelineReporter' || ph !== 'b' || pid !== page) continue;
    const { state, affects_smoothness: isSeen, frame_type: type } = args.frame_reporter ?? args.chrome_frame_reporter;
    // a frame that the compositor shows before the page's own part of it is done is told of twice
    if (type === 'FORKED') continue;
    if (/PRESENTED/.test(state)) shown++;
    else if (state === 'STATE_DROPPED' && isSeen) dropped++;
  }
  return { shown, dropped };
}
