export const notFound = (message: string) => new Response(message, { status: 404 });

export const moved = (to: string) => Response.redirect(to, 301);
