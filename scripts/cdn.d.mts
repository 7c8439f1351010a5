export declare const version: string;
/** Without a slash at its end. */
export declare const cdnFolder: string;
